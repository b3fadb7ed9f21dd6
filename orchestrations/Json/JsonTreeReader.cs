using System.Collections.Immutable;
using System.Text.Json;
using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Orchestrations.Json;

/// <summary>Reads one accepted file into a <see cref="JsonTree"/>.</summary>
internal ref struct JsonTreeReader
{
    /// <summary>The deepest nesting of objects and lists; nobody writes deeper by hand.</summary>
    public const int DepthLimit = 32;

    private readonly ReadOnlySpan<byte> utf8;
    private readonly DiagnosticBag bag;
    private Utf8JsonReader reader;
    private PlaceCounter places;
    private bool warned;
    private bool inObject;
    private int open;
    private long lastStart = -1;

    public JsonTreeReader(ReadOnlySpan<byte> utf8, DiagnosticBag bag)
    {
        this.utf8 = utf8;
        this.bag = bag;
        places = new(utf8);
        reader = new(
            utf8,
            new JsonReaderOptions
            {
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Allow,
                MaxDepth = DepthLimit + 1,
            }
        );
    }

    /// <summary>The whole file as a tree; null when it cannot be read, with the reason in the bag.</summary>
    public JsonTree? ReadFile()
    {
        try
        {
            if (!Next())
            {
                bag.Error("J007", Place.Start, "the file holds only comments; expected JSON that begins with \"{\"");
                return null;
            }

            var tree = ReadValue();
            if (tree is not null)
            {
                // Reading on to the end finds whatever stands behind the value.
                _ = Next();
            }

            return tree;
        }
        catch (JsonException found)
        {
            var offset = JsonSyntax.OffsetOf(found, utf8);
            bag.Error(
                "J001",
                new PlaceCounter(utf8).At(offset),
                JsonSyntax.Explain(utf8, offset, LastToken(), open > 0, inObject)
            );
            return null;
        }
    }

    private JsonTree? ReadValue()
    {
        var at = Here();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth >= DepthLimit:
                bag.Error("J004", at, $"objects and lists are nested deeper than {DepthLimit} levels");
                return null;
            case JsonTokenType.StartObject:
                return ReadObject(at);
            case JsonTokenType.StartArray:
                return ReadList(at);
            case JsonTokenType.String:
                return ReadText(at) is { } text ? new JsonTree.Text(at, text) : null;
            case JsonTokenType.Number when reader.TryGetDecimal(out var number):
                return new JsonTree.Number(at, number);
            case JsonTokenType.Number:
                bag.Error("J009", at, "the number is too large; at most 28 digits are kept");
                return null;
            case JsonTokenType.True or JsonTokenType.False:
                return new JsonTree.Flag(at, reader.GetBoolean());
            default:
                return new JsonTree.Null(at);
        }
    }

    private JsonTree.Object? ReadObject(Place at)
    {
        var members = ImmutableArray.CreateBuilder<Member>();
        var names = new Dictionary<string, Place>(StringComparer.Ordinal);
        open++;
        inObject = true;
        while (Next() && reader.TokenType != JsonTokenType.EndObject)
        {
            var nameAt = Here();
            if (ReadText(nameAt) is not { } name || !Next() || ReadValue() is not { } value)
            {
                return null;
            }

            inObject = true;
            if (names.TryAdd(name, nameAt))
            {
                members.Add(new(name, nameAt, value));
            }
            else
            {
                bag.Error(
                    "J003",
                    nameAt,
                    $"\"{name}\" is written twice, first at {names[name]}; remove one of the two"
                );
            }
        }

        open--;
        return new(at, members.DrainToImmutable());
    }

    private JsonTree.List? ReadList(Place at)
    {
        var items = ImmutableArray.CreateBuilder<JsonTree>();
        open++;
        inObject = false;
        while (Next() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (ReadValue() is not { } item)
            {
                return null;
            }

            inObject = false;
            items.Add(item);
        }

        open--;
        return new(at, items.DrainToImmutable());
    }

    // Half of a surrogate pair, written as an escape, is JSON but no text.
    private readonly string? ReadText(Place at)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            bag.Error(
                "J001",
                at,
                "the text holds half of a character (a lone \\u escape from D800 to DFFF); write both"
            );
            return null;
        }
    }

    private Place Here() => places.At((int)reader.TokenStartIndex);

    // A name whose colon is missing has been taken for a text by the time the reader stops.
    private readonly JsonTokenType LastToken() =>
        inObject && reader.TokenType == JsonTokenType.String && reader.TokenStartIndex > lastStart
            ? JsonTokenType.PropertyName
            : reader.TokenType;

    private bool Next()
    {
        while (true)
        {
            var from = (int)reader.BytesConsumed;
            if (!reader.Read())
            {
                return false;
            }

            lastStart = reader.TokenStartIndex;
            if (reader.TokenType == JsonTokenType.Comment)
            {
                Warn("comments");
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                WarnOfTrailingComma(from);
            }

            return true;
        }
    }

    private void WarnOfTrailingComma(int from)
    {
        if (!warned && utf8[from..(int)reader.TokenStartIndex].Contains((byte)','))
        {
            Warn("trailing commas");
        }
    }

    private void Warn(string what)
    {
        if (!warned)
        {
            warned = true;
            bag.Information("J002", Here(), $"{what} are understood here, but strict JSON readers will refuse them");
        }
    }
}
