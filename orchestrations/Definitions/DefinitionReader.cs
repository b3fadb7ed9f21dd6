using System.Collections.Frozen;
using System.Collections.Immutable;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Steps;
using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Definitions;

/// <summary>Reads and checks a journey; all mistakes at once, each with its place.</summary>
public static class DefinitionReader
{
    /// <summary>The most steps of a journey.</summary>
    public const int StepLimit = 1_000;

    // Mistakes in a step that say nothing about where it leads.
    private static readonly FrozenSet<string> ElsewhereThanWays = FrozenSet.Create(
        "J010",
        "J112",
        "J113",
        "J114",
        "J115",
        "J116",
        "J117",
        "J118",
        "J124",
        "J126",
        "J127",
        "J128"
    );

    private static readonly string[] Keys =
    [
        "$schema",
        "journey",
        "title",
        "description",
        "subject",
        "timeZone",
        "enter",
        "goal",
        "leave",
        "sending",
        "steps",
    ];

    /// <summary>Reads a journey.</summary>
    /// <param name="sources">Its files.</param>
    /// <param name="fields">
    /// The declared fields, such as <c>contact.country</c>: a condition on another one is a warning. Empty: not judged.
    /// </param>
    public static DefinitionReading Read(JourneySources sources, params ImmutableArray<string> fields)
    {
        var bag = new DiagnosticBag($"{sources.Folder}/journey.json");
        var calendars = ReadCalendars(sources, out var calendarFindings);
        var draft = JsonTree.Parse(sources.Definition, bag) switch
        {
            JsonTree.Object tree => Read(sources, tree, calendars, fields, bag),
            null => null,
            var other => Refuse(bag, other),
        };

        var findings = calendarFindings
            .Concat(bag.Items.OrderBy(finding => finding.At.Line).ThenBy(finding => finding.At.Column))
            .ToImmutableArray();
        var broken = findings.Any(finding => finding.Severity == Severity.Error);
        return new(broken ? null : draft?.Journey, draft, findings);
    }

    private static JourneyDraft? Refuse(DiagnosticBag bag, JsonTree tree)
    {
        bag.Error("J103", tree.At, $"expected a journey, which is an object, found {tree.Kind}");
        return null;
    }

    // A calendar that is broken is there all the same, so that nobody is told that it is missing.
    private static FrozenDictionary<string, BusinessCalendar?> ReadCalendars(
        JourneySources sources,
        out IEnumerable<Diagnostic> findings
    )
    {
        var read = new Dictionary<string, BusinessCalendar?>(StringComparer.Ordinal);
        var all = new List<Diagnostic>();
        foreach (var (name, text) in sources.Calendars)
        {
            var bag = new DiagnosticBag($"calendars/{name}.json");
            read[name] = BusinessCalendar.Read($"calendars/{name}.json", text, bag);
            all.AddRange(bag.Items);
        }

        findings = all;
        return read.ToFrozenDictionary();
    }

    private static JourneyDraft Read(
        JourneySources sources,
        JsonTree.Object tree,
        FrozenDictionary<string, BusinessCalendar?> calendars,
        ImmutableArray<string> fields,
        DiagnosticBag bag
    )
    {
        var keys = new KeyReader(tree, "a journey", bag);
        keys.Only(Keys);
        keys.OneOf("subject", ["contact"]);
        _ = keys.Has("description") ? keys.Text("description") : null;
        var name = ReadName(sources, keys);
        var listed = keys.Object("steps");
        ImmutableArray<string> names = [.. listed?.Members.Select(member => member.Name) ?? []];
        var scope = new ReadingScope(names, calendars, fields, bag);
        var rules = new RuleReader(keys, scope);
        var sending = new SendingReader(keys, scope).Read();
        scope.SendingCalendar = sending.Calendar;
        scope.SendingNamesCalendar = (tree.Get("sending") as JsonTree.Object)?.Get("calendar") is not null;
        var unsure = new HashSet<string>(StringComparer.Ordinal);
        if (bag.HasErrors)
        {
            // Of a name that is written twice only one is read, and perhaps not the one that was meant.
            unsure.UnionWith(names);
        }

        var steps = listed is null ? [] : ReadSteps(listed, scope, unsure);
        var byName = steps.ToFrozenDictionary(step => step.Name);
        var entry = rules.Entry();
        var goal = rules.Goal();
        var leave = rules.Leave();
        var listening = steps.SelectMany(step => step.Listens).ToFrozenSet();
        var graph = new StepGraph(steps);
        new FlowChecks(graph, unsure.ToFrozenSet(), bag).Run(sources);
        var journey = new JourneyDefinition
        {
            Name = name,
            Title = keys.Text("title")?.Value ?? name,
            Version = sources.Version,
            TimeZone = ReadZone(keys),
            Entry = entry,
            Goal = goal,
            Leave = leave,
            Sending = sending,
            InOrder = steps,
            Steps = byName,
            Listening = listening,
            Concerning = Concerning(entry, goal, leave, listening, steps),
        };
        return new(journey, names, graph, tree, unsure.Count == 0);
    }

    private static string ReadName(JourneySources sources, KeyReader keys)
    {
        if (keys.Text("journey") is not { } name)
        {
            return "";
        }

        var folder = sources.Folder[(sources.Folder.LastIndexOf('/') + 1)..];
        if (!Words.IsName(name.Value))
        {
            keys.Bag.Error(
                "J104",
                name.At,
                $"\"{name.Value}\" cannot be a journey's name; use small letters, digits and hyphens, beginning with a letter, at most {Words.NameLimit}"
            );
        }
        else if (name.Value != folder)
        {
            keys.Bag.Error(
                "J120",
                name.At,
                $"the journey is called \"{name.Value}\", its folder \"{folder}\"; give both one name"
            );
        }

        return name.Value;
    }

    private static DateTimeZone ReadZone(KeyReader keys)
    {
        if (!keys.Has("timeZone") || keys.Text("timeZone") is not { } text)
        {
            return DateTimeZone.Utc;
        }

        if (!WallTime.TryZone(text.Value, out var zone))
        {
            keys.Bag.Error(
                "J121",
                text.At,
                $"there is no time zone \"{text.Value}\".{DidYouMean.For(text.Value, DateTimeZoneProviders.Tzdb.Ids)}"
            );
        }

        return zone;
    }

    private static ImmutableArray<Step> ReadSteps(JsonTree.Object listed, ReadingScope scope, HashSet<string> unsure)
    {
        if (listed.Members.Length is 0 or > StepLimit)
        {
            scope.Bag.Error(
                "J119",
                listed.At,
                $"a journey has 1 to {StepLimit} steps, this one has {listed.Members.Length}"
            );
            return [];
        }

        return [.. listed.Members.Select(member => ReadStep(member, scope, unsure)).OfType<Step>()];
    }

    private static Step? ReadStep(Member member, ReadingScope scope, HashSet<string> unsure)
    {
        var before = scope.Bag.Items.Count;
        var step = ReadStep(member, scope);
        if (step is null || scope.Bag.Items.Skip(before).Any(MayConcernWays))
        {
            unsure.Add(member.Name);
        }

        return step;
    }

    private static bool MayConcernWays(Diagnostic found) =>
        found.Severity == Severity.Error && !ElsewhereThanWays.Contains(found.Code);

    private static Step? ReadStep(Member member, ReadingScope scope)
    {
        if (!Words.IsName(member.Name) || member.Name == Way.Stay)
        {
            scope.Bag.Error(
                "J104",
                member.NameAt,
                $"\"{member.Name}\" cannot be a step's name; use small letters, digits and hyphens, beginning with a letter, and not \"stay\""
            );
        }

        if (member.Value is not JsonTree.Object step)
        {
            scope.Bag.Error("J103", member.Value.At, $"a step is an object with a verb, found {member.Value.Kind}");
            return null;
        }

        var verbs = step.Members.Select(key => Verbs.Find(key.Name)).OfType<Verb>().ToList();
        // "start" inside "start" and the like cannot be: a verb's other keys are never verbs themselves.
        if (verbs is not [var verb])
        {
            RefuseVerbs(member, step, verbs, scope.Bag);
            return null;
        }

        var source = new StepSource(member.Name, member.NameAt);
        new KeyReader(step, $"step \"{member.Name}\"", scope.Bag).Only([verb.Name, .. verb.Keys]);
        return verb.Read(new(source, step, scope));
    }

    private static void RefuseVerbs(Member member, JsonTree.Object step, List<Verb> verbs, DiagnosticBag bag)
    {
        var names = Verbs.All.Select(verb => verb.Name).ToList();
        if (verbs.Count > 1)
        {
            var found = string.Join(" and ", verbs.Select(verb => $"\"{verb.Name}\""));
            bag.Error("J106", member.NameAt, $"step \"{member.Name}\" has {found}; a step has one verb");
            return;
        }

        var guess = step.Members.Select(key => DidYouMean.For(key.Name, names)).FirstOrDefault(text => text.Length > 0);
        bag.Error(
            "J105",
            member.NameAt,
            $"step \"{member.Name}\" has no verb; it needs one of {string.Join(", ", names)}.{guess}"
        );
    }

    private static FrozenSet<string> Concerning(
        Entry entry,
        Goal? goal,
        ImmutableArray<EventRule> leave,
        FrozenSet<string> listening,
        ImmutableArray<Step> steps
    )
    {
        // What shows that a mail arrived, or did not, settles a mail whose fate is unknown.
        var settling = steps.Any(step => step is EmailStep) ? EmailStep.Settling : [];
        return entry
            .On.Concat(goal?.On ?? [])
            .Concat(leave.SelectMany(rule => rule.On))
            .Concat(listening)
            .Concat(settling)
            .Where(type => !MailEvents.IsByMachine(type))
            .ToFrozenSet();
    }
}

/// <summary>What reading a journey came to.</summary>
/// <param name="Definition">The journey; null when there are errors.</param>
/// <param name="Draft">The journey as far as it could be read; null when its file is no JSON object.</param>
/// <param name="Diagnostics">Errors and warnings, file by file in the order of the text.</param>
public sealed record DefinitionReading(
    JourneyDefinition? Definition,
    JourneyDraft? Draft,
    ImmutableArray<Diagnostic> Diagnostics
);

/// <summary>
/// A journey as far as it could be read, so that everything else that is wrong is found in the same round. What could not
/// be read has stand-ins; it must never be run.
/// </summary>
/// <param name="Journey">The journey, perhaps with stand-ins.</param>
/// <param name="StepNames">The names of all steps that are listed, also of those that could not be read.</param>
/// <param name="Graph">The ways between the steps that could be read.</param>
/// <param name="Source">The file.</param>
/// <param name="WaysAreSure">Whether no mistake is about where steps lead, so that something can be proved of their order.</param>
public sealed record JourneyDraft(
    JourneyDefinition Journey,
    ImmutableArray<string> StepNames,
    StepGraph Graph,
    JsonTree.Object Source,
    bool WaysAreSure
);
