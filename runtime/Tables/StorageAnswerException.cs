namespace Journeys.Runtime.Tables;

/// <summary>An answer that no rule of the service allows for our requests; our fault, or the service's.</summary>
public sealed class StorageAnswerException(string message) : Exception(message);
