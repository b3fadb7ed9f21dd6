using Journeys.Runtime.Api;

namespace Journeys.Runtime.Catalog;

/// <summary>The choice for those inside, as rows and messages write it.</summary>
public static class InsideWords
{
    /// <summary><c>stay</c>, <c>move</c> or <c>finish</c>.</summary>
    public static string Of(InsideChoice choice) => choice.ToString().ToLowerInvariant();

    /// <summary>The choice of a row; one that was written before there was a choice let everybody stay.</summary>
    public static InsideChoice Read(string? word) =>
        word is null ? InsideChoice.Stay : Enum.Parse<InsideChoice>(word, ignoreCase: true);
}
