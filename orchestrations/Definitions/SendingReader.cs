using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Steps;
using Journeys.Orchestrations.Times;

namespace Journeys.Orchestrations.Definitions;

/// <summary>Reads how a journey's mails are sent.</summary>
/// <param name="journey">The keys of the journey.</param>
internal sealed class SendingReader(KeyReader journey, ReadingScope scope)
{
    public Sending Read()
    {
        if (!journey.Has("sending") || journey.Object("sending") is not { } tree)
        {
            return new(Sendings.Marketing, null, null);
        }

        var sending = new KeyReader(tree, "\"sending\"", scope.Bag);
        sending.Only("class", "quietHours", "calendar", "uncertain", "rate", "pauseAfter");
        var calendar = scope.CalendarFor(sending, tree.At, needed: false);
        return new(sending.OneOf("class", Sendings.Classes) ?? Sendings.Marketing, Quiet(sending), calendar)
        {
            Uncertain = Uncertain(sending),
            Rate = Rate(sending),
            PauseAfter = PauseAfter(sending),
        };
    }

    private QuietHours? Quiet(KeyReader sending)
    {
        if (!sending.Has("quietHours") || sending.Object("quietHours") is not { } tree)
        {
            return null;
        }

        var quiet = new KeyReader(tree, "\"quietHours\"", scope.Bag);
        quiet.Only("from", "to");
        var (from, to) = (quiet.Time("from"), quiet.Time("to"));
        if (from == to)
        {
            scope.Bag.Error("J116", tree.At, "quiet hours from and to the same time would never end; give two times");
        }

        return new(from, to);
    }

    private Uncertain Uncertain(KeyReader sending)
    {
        if (!sending.Has("uncertain") || sending.Object("uncertain") is not { } tree)
        {
            return new(null, null);
        }

        var uncertain = new KeyReader(tree, "\"uncertain\"", scope.Bag);
        uncertain.Only("wait", "then");
        var wait = uncertain.Has("wait") ? uncertain.Delay("wait") : null;
        if (wait is { IsBusiness: true })
        {
            scope.Bag.Error(
                "J113",
                tree.At,
                "\"wait\" of uncertain mails counts all time; write it without \"business\""
            );
        }

        return new(wait, uncertain.OneOf("then", Definitions.Uncertain.Ways));
    }

    private SendingRate? Rate(KeyReader sending)
    {
        if (!sending.Has("rate") || sending.Object("rate") is not { } tree)
        {
            return null;
        }

        var rate = new KeyReader(tree, "\"rate\"", scope.Bag);
        rate.Only("perSecond", "perDay");
        if (!rate.Has("perSecond") && !rate.Has("perDay"))
        {
            scope.Bag.Error("J101", tree.At, "\"rate\" needs \"perSecond\" or \"perDay\", or both");
        }

        return new(
            rate.Has("perSecond") ? rate.Whole("perSecond", 1, SendingRate.MostPerSecond) : null,
            rate.Has("perDay") ? rate.Whole("perDay", 1, SendingRate.MostPerDay) : null
        );
    }

    private PauseAfter? PauseAfter(KeyReader sending)
    {
        if (!sending.Has("pauseAfter"))
        {
            return Definitions.PauseAfter.Usual;
        }

        switch (sending.Required("pauseAfter"))
        {
            case JsonTree.Text { Value: Definitions.PauseAfter.Never }:
                return null;
            case JsonTree.Object tree:
                var pause = new KeyReader(tree, "\"pauseAfter\"", scope.Bag);
                pause.Only("failed", "of");
                var of = pause.Whole("of", Definitions.PauseAfter.FewestOf, Definitions.PauseAfter.MostOf);
                return new(pause.Whole("failed", 1, of), of);
            case var other:
                scope.Bag.Error(
                    "J126",
                    other!.At,
                    "\"pauseAfter\" is \"never\" or an object such as { \"failed\": 20, \"of\": 100 }"
                );
                return null;
        }
    }
}
