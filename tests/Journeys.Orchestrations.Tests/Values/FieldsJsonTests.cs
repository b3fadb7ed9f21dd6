using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Tests.Values;

public sealed class FieldsJsonTests
{
    private static readonly Gen<string> Names = Gen.Elements("a", "b", "a-x", ".", "..", "")
        .ArrayOf()
        .Select(parts => string.Join('.', parts));

    [Fact]
    public void What_is_taken_is_read_again_as_it_was_and_what_is_too_deep_is_refused() =>
        Prop.ForAll(
                Names.ArrayOf().ToArbitrary(),
                names =>
                {
                    var text = JsonSerializer.Serialize(
                        names.Distinct(StringComparer.Ordinal).ToDictionary(name => name, name => name.Length)
                    );
                    using var document = JsonDocument.Parse(text);
                    try
                    {
                        var taken = FieldsJson.From(document.RootElement);
                        var nested = JsonSerializer.Serialize(taken);
                        using var again = JsonDocument.Parse(nested);
                        return taken.Count == names.Distinct(StringComparer.Ordinal).Count()
                            && taken.Equals(FieldsJson.From(again.RootElement))
                            && taken.Equals(JsonSerializer.Deserialize<Fields>(nested));
                    }
                    catch (JsonException)
                    {
                        return names.Any(name => name.Count(unit => unit == '.') >= Fields.DepthLimit);
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_names_were_stored_can_be_read_again() =>
        Prop.ForAll(
                Names.ArrayOf().ToArbitrary(),
                Gen.Choose(0, 200).ToArbitrary(),
                (names, deep) =>
                {
                    var deepest = string.Join('.', Enumerable.Repeat("a", deep + 1));
                    var fields = Fields.Of(
                        names.Append(deepest).Select(name => KeyValuePair.Create(name, FieldValue.Of(name)))
                    );

                    return fields.Equals(JsonSerializer.Deserialize<Fields>(JsonSerializer.Serialize(fields)));
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a.b.c.d.e.f.g.h", null)]
    [InlineData("a.b.c.d.e.f.g.h.i", "\"a.b.c.d.e.f.g.h\" is nested deeper than 8 levels")]
    [InlineData("a.b.c.d.e.f.g.h.i.j.k", "\"a.b.c.d.e.f.g.h\" is nested deeper than 8 levels")]
    public void Dots_in_a_name_nest_as_objects_do(string name, string? refused)
    {
        using var flat = JsonDocument.Parse($$"""{ "{{name}}": 1 }""");
        using var halved = JsonDocument.Parse($$"""{ "{{name[..5]}}": { "{{name[6..]}}": 1 } }""");
        foreach (var document in new[] { flat, halved })
        {
            if (refused is null)
            {
                Assert.Equal(Fields.Of([new(name, FieldValue.Of(1))]), FieldsJson.From(document.RootElement));
            }
            else
            {
                Assert.Equal(
                    refused,
                    Assert.Throws<JsonException>(() => FieldsJson.From(document.RootElement)).Message
                );
            }
        }
    }

    [Fact]
    public void Rows_that_hold_more_than_is_taken_today_can_still_be_read()
    {
        var nested = string.Concat(Enumerable.Repeat("{\"a\":", 20)) + "1" + new string('}', 20);
        var many = $"{{{string.Join(',', Enumerable.Range(0, 600).Select(n => $"\"f{n}\":{n}"))}}}";

        var deep = JsonSerializer.Deserialize<Fields>(nested)!;
        Assert.Equal(FieldValue.Of(1), deep[string.Join('.', Enumerable.Repeat("a", 20))]);
        Assert.Equal(600, JsonSerializer.Deserialize<Fields>(many)!.Count);
    }
}
