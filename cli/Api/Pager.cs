using System.Text;
using System.Text.Json;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Api;

/// <summary>Gathers as much of a list as was asked for, page by page.</summary>
internal static class Pager
{
    /// <summary>The most items the API puts on a page.</summary>
    private const int Most = 200;

    /// <summary>The first items of a list as one page; a page that is refused ends it with the refusal.</summary>
    /// <param name="wanted">How many; null for all.</param>
    /// <param name="ask">Asks for one page.</param>
    public static async Task<Reply<Page<T>>> GatherAsync<T>(int? wanted, Func<PageAt, Task<Reply<Page<T>>>> ask)
    {
        var most = wanted ?? int.MaxValue;
        var pages = new List<Reply<Page<T>>.Done>();
        var count = 0;
        string? after = null;
        do
        {
            var reply = await ask(new PageAt(Math.Min(Most, most - count), after));
            if (reply is not Reply<Page<T>>.Done page)
            {
                return reply;
            }

            pages.Add(page);
            count += page.Value.Items.Count;
            after = page.Value.Next;
        } while (after is not null && count < most);

        return Together(pages);
    }

    /// <summary>Several pages as one: all their items; there is a next where the last has one.</summary>
    public static Reply<Page<T>>.Done Together<T>(IReadOnlyList<Reply<Page<T>>.Done> pages)
    {
        if (pages is [var only])
        {
            return only;
        }

        var next = pages is [.., var last] ? last.Value.Next : null;
        return new(
            new([.. pages.SelectMany(page => page.Value.Items)], next),
            Joined(pages.Select(page => page.Json), next)
        );
    }

    private static string Joined(IEnumerable<string> pages, string? next)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var page in pages)
            {
                using var document = JsonDocument.Parse(page);
                foreach (var item in document.RootElement.GetProperty("items").EnumerateArray())
                {
                    item.WriteTo(writer);
                }
            }

            writer.WriteEndArray();
            if (next is not null)
            {
                writer.WriteString("next", next);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
