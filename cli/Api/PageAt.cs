using System.Globalization;

namespace Journeys.Cli.Api;

/// <summary>Which page of a list: how many items, and after which. The API's own choice where it is null.</summary>
internal readonly record struct PageAt(int? Top, string? After)
{
    /// <summary>As the query of a URL, with the list's filters before it; empty when there is nothing to say.</summary>
    public string Query(params (string Name, string? Value)[] filters)
    {
        var said = filters
            .Append(("top", Top?.ToString(CultureInfo.InvariantCulture)))
            .Append(("after", After))
            .Where(pair => pair.Item2 is not null)
            .Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2!)}")
            .ToList();
        return said.Count == 0 ? "" : "?" + string.Join('&', said);
    }
}
