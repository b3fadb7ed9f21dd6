using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace Journeys.Functions.Storage;

/// <summary>
/// How to reach a service of Azure, by the names that the platform's own triggers use, so that one setting serves both: a
/// connection string for development (<c>JourneysStorage</c>), or an address and an identity
/// (<c>JourneysStorage__tableServiceUri</c>). Source: learn.microsoft.com/azure/azure-functions/functions-reference,
/// "Configure an identity-based connection".
/// </summary>
public abstract record AzureConnection
{
    private AzureConnection() { }

    /// <summary>A connection string, which holds a secret; it is never shown.</summary>
    public sealed record Secret(string ConnectionString) : AzureConnection
    {
        public override string ToString() => "a connection string";
    }

    /// <summary>An address, and who we are there.</summary>
    public sealed record Identity(string Address, TokenCredential Credential) : AzureConnection;

    /// <summary>Whether a connection is set.</summary>
    /// <param name="configuration">The host's settings.</param>
    /// <param name="name">The connection's name, such as <c>JourneysServiceBus</c>.</param>
    /// <param name="suffix">The setting under it that holds the address.</param>
    public static bool IsSet(IConfiguration configuration, string name, string suffix) =>
        configuration.GetSection(name) is var section
        && !(string.IsNullOrEmpty(section.Value) && string.IsNullOrEmpty(section[suffix]));

    /// <summary>Reads a connection.</summary>
    /// <param name="configuration">The host's settings.</param>
    /// <param name="name">The connection's name, such as <c>JourneysStorage</c>.</param>
    /// <param name="suffix">The setting under it that holds the address, such as <c>tableServiceUri</c>.</param>
    /// <exception cref="ConnectionMissingException">Neither is set.</exception>
    public static AzureConnection Read(IConfiguration configuration, string name, string suffix)
    {
        var section = configuration.GetSection(name);
        if (section[suffix] is { Length: > 0 } address)
        {
            return new Identity(address.Trim(), Proof(section));
        }

        return section.Value is { Length: > 0 } secret
            ? new Secret(secret)
            : throw new ConnectionMissingException(name, suffix);
    }

    /// <summary>
    /// The identity of an app in Azure is named, so that a start does not try one source of identities after the other; on a
    /// developer's machine any source will do.
    /// </summary>
    private static TokenCredential Proof(IConfigurationSection section)
    {
        if (!string.Equals(section["credential"], "managedidentity", StringComparison.OrdinalIgnoreCase))
        {
            return new DefaultAzureCredential();
        }

        return new ManagedIdentityCredential(
            section["clientId"] is { Length: > 0 } client
                ? ManagedIdentityId.FromUserAssignedClientId(client)
                : ManagedIdentityId.SystemAssigned
        );
    }
}

/// <summary>A connection that is not set.</summary>
public sealed class ConnectionMissingException(string name, string suffix)
    : Exception(
        $"The setting {name} is missing. Set {name} to a connection string (Azurite: UseDevelopmentStorage=true), or "
            + $"{name}__{suffix} to an address, with {name}__credential=managedidentity for an identity in Azure."
    );
