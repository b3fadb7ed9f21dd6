using System.Collections.Immutable;
using System.Text;
using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Orchestrations.Json;

/// <summary>
/// JSON that remembers where it was written, so that every later finding can name its line and column. A closed
/// hierarchy: JSON has no other kinds.
/// </summary>
/// <param name="At">Where the value begins.</param>
public abstract record JsonTree(Place At)
{
    /// <summary>What kind of value this is, for messages: <c>a text</c>, <c>an object</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Named values in the author's order. Of a name written twice only the first is kept.</summary>
    public sealed record Object(Place At, ImmutableArray<Member> Members) : JsonTree(At)
    {
        public override string Kind => "an object";

        /// <summary>The value under a name, spelled exactly so; null when there is none.</summary>
        public JsonTree? Get(string name) => Find(name)?.Value;

        /// <summary>The member of a name, spelled exactly so; null when there is none.</summary>
        public Member? Find(string name)
        {
            foreach (var member in Members)
            {
                if (member.Name == name)
                {
                    return member;
                }
            }

            return null;
        }

        public bool Equals(Object? other) =>
            other is not null && At == other.At && Members.AsSpan().SequenceEqual(other.Members.AsSpan());

        public override int GetHashCode() => HashCode.Combine(At, Members.Length);
    }

    public sealed record List(Place At, ImmutableArray<JsonTree> Items) : JsonTree(At)
    {
        public override string Kind => "a list";

        public bool Equals(List? other) =>
            other is not null && At == other.At && Items.AsSpan().SequenceEqual(other.Items.AsSpan());

        public override int GetHashCode() => HashCode.Combine(At, Items.Length);
    }

    public sealed record Text(Place At, string Value) : JsonTree(At)
    {
        public override string Kind => "a text";
    }

    public sealed record Number(Place At, decimal Value) : JsonTree(At)
    {
        public override string Kind => "a number";
    }

    public sealed record Flag(Place At, bool Value) : JsonTree(At)
    {
        public override string Kind => Value ? "true" : "false";
    }

    public sealed record Null(Place At) : JsonTree(At)
    {
        public override string Kind => "null";
    }

    /// <summary>Reads a file's text. See <see cref="Parse(ReadOnlySpan{byte}, DiagnosticBag)"/>.</summary>
    public static JsonTree? Parse(string text, DiagnosticBag bag) =>
        Parse(text.Length > JsonFile.SizeLimit ? default : Encoding.UTF8.GetBytes(text), bag, text.Length);

    /// <summary>
    /// Reads a file: JSON (RFC 8259) in UTF-8, with or without a byte order mark. Comments and trailing commas are taken
    /// with one line of information a file. Null when the file cannot be read; the bag says why, in codes J001 to J009.
    /// </summary>
    public static JsonTree? Parse(ReadOnlySpan<byte> utf8, DiagnosticBag bag) => Parse(utf8, bag, utf8.Length);

    private static JsonTree? Parse(ReadOnlySpan<byte> utf8, DiagnosticBag bag, int size) =>
        JsonFile.Accept(utf8, Math.Max(size, utf8.Length), bag, out var content)
            ? new JsonTreeReader(content, bag).ReadFile()
            : null;
}

/// <summary>One named value of an object.</summary>
/// <param name="NameAt">Where the name begins, at its quotation mark.</param>
public sealed record Member(string Name, Place NameAt, JsonTree Value);
