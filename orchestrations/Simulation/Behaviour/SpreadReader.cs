using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Simulation.Behaviour;

/// <summary>Reads how long something takes: a duration, or a distribution by its name.</summary>
internal sealed class SpreadReader(DiagnosticBag bag)
{
    private const string Example =
        "write \"2 hours\" or { \"logNormal\": { \"median\": \"2 hours\", \"p90\": \"1 day\" } }";

    private static readonly Spread None = new Spread.Constant(Duration.Zero);

    private static readonly string[] Names = ["constant", "uniform", "exponential", "logNormal", "gamma"];

    public Spread Read(JsonTree tree)
    {
        switch (tree)
        {
            case JsonTree.Text:
                return new Spread.Constant(Length(tree));
            case JsonTree.Object { Members: [{ Value: JsonTree.Object inner } named] }:
                return Named(named, new KeyReader(inner, $"\"{named.Name}\"", bag));
            case JsonTree.Object { Members: [{ Name: "constant", Value: JsonTree.Text length }] }:
                return new Spread.Constant(Length(length));
            default:
                bag.Error("J703", tree.At, $"expected how long it takes, found {tree.Kind}; {Example}");
                return None;
        }
    }

    /// <summary>A duration in ordinary time; a day has 24 hours here.</summary>
    public Duration Length(JsonTree tree)
    {
        if (tree is not JsonTree.Text text)
        {
            bag.Error("J703", tree.At, $"expected a duration such as \"2 hours\", found {tree.Kind}");
            return Duration.Zero;
        }

        // A journey waits for longer than nothing; a contact may react at once.
        if (text.Value.Split(' ') is ["0"] or ["0", _])
        {
            return Duration.Zero;
        }

        if (!Delay.TryParse(text.Value, out var delay, out var problem))
        {
            bag.Error("J112", text.At, problem);
            return Duration.Zero;
        }

        if (delay.IsBusiness)
        {
            bag.Error(
                "J703",
                text.At,
                "write it without \"business\": answers are counted in the team's working hours anyway, and contacts have none"
            );
        }

        return Duration.FromDays((delay.Weeks * 7) + delay.Days)
            + Duration.FromHours(delay.Hours)
            + Duration.FromMinutes(delay.Minutes)
            + Duration.FromSeconds(delay.Seconds);
    }

    private Spread Named(Member named, KeyReader keys)
    {
        switch (named.Name)
        {
            case "uniform":
                keys.Only("from", "to");
                return
                    Ordered(named, Part(keys, "from"), Part(keys, "to"), "\"to\" is shorter than \"from\"")
                        is var (from, to)
                    ? new Spread.Uniform(from, to)
                    : None;
            case "exponential":
                keys.Only("mean");
                return new Spread.Exponential(Part(keys, "mean"));
            case "logNormal":
                keys.Only("median", "p90");
                return LogNormal(named, Part(keys, "median"), Part(keys, "p90"));
            case "gamma":
                keys.Only("shape", "mean");
                return new Spread.Gamma(Shape(keys), Part(keys, "mean"));
            default:
                bag.Error(
                    "J703",
                    named.NameAt,
                    $"there is no distribution \"{named.Name}\"; there are {string.Join(", ", Names)}."
                        + DidYouMean.For(named.Name, Names)
                );
                return None;
        }
    }

    private Spread LogNormal(Member named, Duration median, Duration p90)
    {
        if (median > Duration.Zero && p90 > median)
        {
            return new Spread.LogNormal(median, p90);
        }

        if (!bag.HasErrors)
        {
            bag.Error(
                "J703",
                named.NameAt,
                "\"p90\" is the time within which nine of ten are done; it is longer than \"median\", and both are above 0"
            );
        }

        return None;
    }

    private (Duration From, Duration To)? Ordered(Member named, Duration from, Duration to, string problem)
    {
        if (to >= from)
        {
            return (from, to);
        }

        bag.Error("J703", named.NameAt, problem);
        return null;
    }

    private Duration Part(KeyReader keys, string key) => keys.Required(key) is { } tree ? Length(tree) : Duration.Zero;

    private double Shape(KeyReader keys)
    {
        switch (keys.Required("shape"))
        {
            case JsonTree.Number { Value: > 0 and <= 1000 } shape:
                return (double)shape.Value;
            case null:
                return 1;
            case var other:
                bag.Error("J703", other.At, "\"shape\" takes a number above 0, at most 1000");
                return 1;
        }
    }
}
