using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Tests.Definitions;

namespace Journeys.Orchestrations.Tests.Machine;

/// <summary>
/// The persisted shapes, held against files: what is written is exactly the file, the file reads back as the same value,
/// and whatever is not exactly such a shape is refused.
/// </summary>
public sealed class GoldenTests
{
    // Objects of an author's or another system's own making, which may hold anything.
    private static readonly string[] Open = ["data", "answers", "result", "body"];

    // What the shapes themselves allow to be left out, where it was null.
    private static readonly string[] Optional = ["subject", "detail", "at", "retryAfter", "putOffs", "turn"];

    public static TheoryData<string> Names() =>
        [.. Samples.States.Keys.Concat(Samples.Inputs.Keys).Concat(Samples.Effects.Keys), "path", "looked"];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_is_the_file(string name) =>
        Assert.Equal(Golden(name).ToJsonString(), JsonNode.Parse(Written(name))!.ToJsonString());

    [Theory]
    [MemberData(nameof(Names))]
    public void The_file_reads_back_as_the_same_value(string name)
    {
        var text = Golden(name).ToJsonString();
        if (name is "path" or "looked")
        {
            Assert.Equal<object>(name == "path" ? Samples.Path : Samples.Looked, Read(name, text));
        }
        else
        {
            Assert.Equal(Sample(name), Read(name, text));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_member_too_many_is_refused(string name) =>
        Assert.All(
            Objects(name),
            path =>
            {
                var golden = Golden(name);
                At(golden, path)["surprise"] = 1;
                Refused(name, golden, path);
            }
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void A_member_too_few_is_refused(string name) =>
        Assert.All(
            Members(name),
            member =>
            {
                var golden = Golden(name);
                At(golden, member.Path).Remove(member.Name);
                Refused(name, golden, $"{member.Path} without {member.Name}");
            }
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void A_null_where_a_value_must_be_is_refused(string name) =>
        Assert.All(
            Members(name).Where(member => At(Golden(name), member.Path)[member.Name] is not null),
            member =>
            {
                var golden = Golden(name);
                var was = At(golden, member.Path)[member.Name];
                At(golden, member.Path)[member.Name] = null;
                if (!MayBeNull(member.Name, was!))
                {
                    Refused(name, golden, $"{member.Path} with null {member.Name}");
                }
            }
        );

    [Theory]
    [InlineData("""{ "state": "unentered", "instance": "a", "instance": "b" }""")]
    [InlineData("""{ "state": "sleeping", "instance": "a" }""")]
    [InlineData("""{ "instance": "a" }""")]
    [InlineData("null and void")]
    public void What_is_no_state_is_refused(string text) =>
        Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize(text, JourneyJson.Default.JourneyState));

    [Theory]
    [InlineData("""{ "input": "timerElapsed", "visit": 1, "due": "yesterday" }""")]
    [InlineData("""{ "input": "operatorDecided", "action": "explode", "by": "olga" }""")]
    [InlineData(
        """{ "input": "effectFailed", "effect": "e", "failure": "passing", "why": "w", "retryAfter": "soon" }"""
    )]
    public void A_value_that_cannot_be_read_is_refused(string text) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(text, JourneyJson.Default.JourneyInput));

    [Fact]
    public void What_may_be_left_out_may_be_left_out()
    {
        Assert.Equal(
            new JourneyInput.OperatorDecided(OperatorAction.Pause, "olga"),
            JsonSerializer.Deserialize(
                """{ "input": "operatorDecided", "action": "pause", "by": "olga" }""",
                JourneyJson.Default.JourneyInput
            )
        );
        Assert.Equal(
            new JourneyInput.EffectFailed("e", Failure.Permanent, "404"),
            JsonSerializer.Deserialize(
                """{ "input": "effectFailed", "effect": "e", "failure": "permanent", "why": "404" }""",
                JourneyJson.Default.JourneyInput
            )
        );
    }

    [Fact]
    public void There_is_a_file_for_every_shape()
    {
        Assert.Equal(
            Kinds<JourneyState>(),
            Samples.States.Values.Select(state => state.GetType().Name).Distinct().Order()
        );
        Assert.Equal(
            Kinds<JourneyInput>(),
            Samples.Inputs.Values.Select(input => input.GetType().Name).Distinct().Order()
        );
        Assert.Equal(
            Kinds<Effect>(),
            Samples.Effects.Values.Select(effect => effect.GetType().Name).Distinct().Order()
        );

        static IEnumerable<string> Kinds<T>() => typeof(T).GetNestedTypes().Select(type => type.Name).Order();
    }

    private static void Refused(string name, JsonNode golden, string what) =>
        Assert.True(
            Record.Exception(() => Read(name, golden.ToJsonString())) is JsonException or NotSupportedException,
            $"{name}: accepted {what}"
        );

    private static bool MayBeNull(string member, JsonNode was) =>
        member is "about" or "outcome" or "by" or "value" or "to"
        || (member == "task" && was is JsonObject)
        || (member == "visit" && was is not JsonObject);

    private static object Sample(string name) =>
        Samples.States.TryGetValue(name, out var state) ? state
        : Samples.Inputs.TryGetValue(name, out var input) ? input
        : Samples.Effects[name];

    private static string Written(string name) =>
        name switch
        {
            "path" => JsonSerializer.Serialize(Samples.Path, JourneyJson.Default.PassageArray),
            "looked" => JsonSerializer.Serialize(Samples.Looked, JourneyJson.Default.LookArray),
            _ => JsonSerializer.Serialize(Sample(name), TypeOf(name)),
        };

    private static object Read(string name, string text) => JsonSerializer.Deserialize(text, TypeOf(name))!;

    private static JsonTypeInfo TypeOf(string name) =>
        name.Split('-')[0] switch
        {
            "state" => JourneyJson.Default.JourneyState,
            "input" => JourneyJson.Default.JourneyInput,
            "effect" => JourneyJson.Default.Effect,
            "path" => JourneyJson.Default.PassageArray,
            _ => JourneyJson.Default.LookArray,
        };

    private static JsonNode Golden(string name) =>
        JsonNode.Parse(
            File.ReadAllText(
                Path.Combine(
                    Workspace.Root,
                    "tests",
                    "Journeys.Orchestrations.Tests",
                    "Machine",
                    "Golden",
                    $"{name}.json"
                )
            )
        )!;

    private static IEnumerable<string> Objects(string name) => Objects(Golden(name)).Select(found => found.GetPath());

    private static IEnumerable<(string Path, string Name)> Members(string name) =>
        from found in Objects(Golden(name))
        from member in found
        where !Optional.Contains(member.Key) && !(name == "input-operatorDecided" && member.Key == "visit")
        select (found.GetPath(), member.Key);

    private static IEnumerable<JsonObject> Objects(JsonNode? node) =>
        node switch
        {
            JsonObject found => found
                .Where(member => !Open.Contains(member.Key))
                .SelectMany(member => Objects(member.Value))
                .Prepend(found),
            JsonArray list => list.SelectMany(Objects),
            _ => [],
        };

    private static JsonObject At(JsonNode golden, string path) =>
        Objects(golden).First(found => found.GetPath() == path);
}
