namespace Journeys.AzureSdk;

/// <summary>
/// What a declaration does when it is called: nothing. This project declares just the signatures of the official packages
/// that the Azure host uses, for machines whose registries lack them; what runs is always the real thing.
/// </summary>
internal static class Declared
{
    public static NotSupportedException Only() =>
        new("Only declared here. The official Azure packages are needed to run this; see functions/AzurePackages.");
}
