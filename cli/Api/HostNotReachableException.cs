namespace Journeys.Cli.Api;

/// <summary>Nothing answers at the address, or what answers is not a Journeys host.</summary>
/// <param name="message">What was found there.</param>
/// <param name="advice">What to do.</param>
internal sealed class HostNotReachableException(string message, string advice, Exception? inner = null)
    : Exception(message, inner)
{
    public string Advice { get; } = advice;
}
