using Journeys.Runtime.Api;

namespace Journeys.Local.Http;

/// <summary>What the OpenAPI document says about one operation of the API.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path with its parameters in braces.</param>
/// <param name="Id">The name that generated clients give it.</param>
/// <param name="Summary">What it does, in a sentence.</param>
/// <param name="Answer">What it answers with status 200.</param>
/// <param name="Body">What its body is; null when it takes none.</param>
/// <param name="Query">The parameters it takes in the query; each is described in <see cref="QueryParameter"/>.</param>
internal sealed record ApiOperation(
    string Method,
    string Path,
    string Id,
    string Summary,
    Type Answer,
    Type? Body = null,
    params string[] Query
)
{
    private const string Get = "GET";
    private const string Post = "POST";

    /// <summary>What it is about: <c>tasks</c>.</summary>
    public string Resource => Path.Split('/')[2];

    /// <summary>The whole API.</summary>
    public static readonly IReadOnlyList<ApiOperation> All =
    [
        new(Post, "/api/events", "sendEvents", "Takes one CloudEvent or a batch.", typeof(EventsAnswer)),
        new(
            Post,
            "/api/webhooks/sendgrid",
            "tellOfMails",
            "Takes what SendGrid tells of mails. It asks for no key but for SendGrid's signature, and answers 200 whatever the events of a signed batch are.",
            typeof(DeliveryAnswer)
        ),
        new(Get, "/api/journeys", "listJourneys", "Lists the live journeys.", typeof(Page<JourneySummary>)),
        new(
            Get,
            "/api/journeys/{journey}",
            "getJourney",
            "Shows a journey's funnel, and how far moving those inside has come; its ETag is the live version.",
            typeof(JourneyDetail)
        ),
        new(
            "PUT",
            "/api/journeys/{journey}",
            "publishJourney",
            "Checks a journey's files and makes them live. If-Match takes the live version's ETag, or *: 412 when something else is live.",
            typeof(PublishAnswer),
            typeof(PublishRequest),
            "by"
        ),
        new(
            Get,
            "/api/journeys/{journey}/instances",
            "listInstances",
            "Lists who is in a journey.",
            typeof(Page<InstanceSummary>),
            null,
            "status",
            "step",
            "top",
            "after"
        ),
        new(
            Get,
            "/api/journeys/{journey}/why-not",
            "askWhyNot",
            "Says why a contact is not in a journey, judged with what is known now.",
            typeof(WhyNotAnswer),
            null,
            "contact"
        ),
        new(
            Get,
            "/api/journeys/{journey}/versions",
            "listVersions",
            "Lists who published what and what they chose for those inside, newest first.",
            typeof(Page<VersionEntry>),
            null,
            "top",
            "after"
        ),
        new(
            Get,
            "/api/journeys/{journey}/versions/{version}",
            "getVersion",
            "Shows the files of one version.",
            typeof(VersionDetail)
        ),
        new(
            Get,
            "/api/instances/{id}",
            "getInstance",
            "Shows one contact's way through a journey, with the reason of every decision.",
            typeof(InstanceDetail)
        ),
        new(
            Get,
            "/api/instances/{id}/record",
            "getInstanceRecord",
            "Gives everything that was recorded of an instance, to make its decisions again. State, input, path and looked are in the shapes in which they are stored.",
            typeof(InstanceRecord)
        ),
        new(
            Post,
            "/api/instances/{id}/{action}",
            "operateInstance",
            "Steers an instance: pause, resume, cancel, retry or skip.",
            typeof(DecisionAnswer),
            typeof(OperatorRequest)
        ),
        new(
            Get,
            "/api/tasks",
            "listTasks",
            "Lists the sales inbox, what is due first at the top.",
            typeof(Page<TaskDetail>),
            null,
            "status",
            "team",
            "owner",
            "top",
            "after"
        ),
        new(Get, "/api/tasks/{id}", "getTask", "Shows a task or a hand-over with its brief.", typeof(TaskDetail)),
        new(
            Post,
            "/api/tasks/{id}/{outcome}",
            "answerTask",
            "Decides a task or a hand-over.",
            typeof(DecisionAnswer),
            typeof(TaskAnswerRequest)
        ),
        new(
            Get,
            "/api/contacts/{id}",
            "getContact",
            "Shows what is known of a contact.",
            typeof(ContactDetail),
            null,
            "top",
            "after"
        ),
        new(
            "DELETE",
            "/api/contacts/{id}",
            "eraseContact",
            "Orders a contact to be erased, and says how far it is; the same again while it goes on, and when it was erased before.",
            typeof(ErasureDetail),
            null,
            "by"
        ),
        new(
            Get,
            "/api/contacts/{id}/erasure",
            "previewErasure",
            "Counts what erasing a contact would remove.",
            typeof(ErasurePreview)
        ),
        new(
            Get,
            "/api/contacts/{id}/export",
            "exportContact",
            "Gives everything that is kept about a contact as one JSON document; docs/contacts.md describes it.",
            typeof(ContactDocument)
        ),
        new(
            Get,
            "/api/erasures/{receipt}",
            "getErasure",
            "Shows how far an erasure is, and when it is done its receipt.",
            typeof(ErasureDetail)
        ),
        new(
            Get,
            "/api/mail",
            "listMail",
            "Lists the captured mails, newest first.",
            typeof(Page<MailSummary>),
            null,
            "contact",
            "to",
            "top",
            "after"
        ),
        new(Get, "/api/mail/{id}", "getMail", "Shows a captured mail.", typeof(MailDetail)),
        new(
            Get,
            "/api/keys",
            "listKeys",
            "Lists the API keys, newest first; never the keys themselves.",
            typeof(Page<KeySummary>)
        ),
        new(
            Post,
            "/api/keys",
            "createKey",
            "Makes an API key. The answer holds the key, this once.",
            typeof(IssuedKey),
            typeof(CreateKeyRequest)
        ),
        new(
            Post,
            "/api/keys/{id}/rotate",
            "rotateKey",
            "Makes another key with the same name and roles; the old one ends in a week unless told.",
            typeof(IssuedKey),
            typeof(RotateKeyRequest)
        ),
        new(
            "DELETE",
            "/api/keys/{id}",
            "revokeKey",
            "Takes an API key away, for good.",
            typeof(KeySummary),
            null,
            "by"
        ),
        new(
            Get,
            "/api/dead-letters",
            "listDeadLetters",
            "Lists what was given up and waits for a person, the newest first: refused events, unreadable messages, failed effects.",
            typeof(Page<DeadLetterSummary>),
            null,
            "kind",
            "since",
            "until",
            "reason",
            "source",
            "type",
            "contact",
            "journey",
            "status",
            "top",
            "after"
        ),
        new(
            Get,
            "/api/dead-letters/{id}",
            "getDeadLetter",
            "Shows a dead letter with the whole of what came.",
            typeof(DeadLetterDetail)
        ),
        new(
            Post,
            "/api/dead-letters/{id}/replay",
            "replayDeadLetter",
            "Mends and replays a dead letter, or says what would come of it.",
            typeof(DeadLetterAnswer),
            typeof(ReplayRequest)
        ),
        new(
            Post,
            "/api/dead-letters/{id}/discard",
            "discardDeadLetter",
            "Takes a dead letter off the list for good.",
            typeof(DeadLetterAnswer),
            typeof(DiscardRequest)
        ),
        new(
            Post,
            "/api/dead-letters/replay",
            "replayDeadLetters",
            "Replays the dead letters that are meant, a portion at a time.",
            typeof(DeadLettersAnswer),
            typeof(ReplayAllRequest)
        ),
        new(
            Post,
            "/api/dead-letters/discard",
            "discardDeadLetters",
            "Discards the dead letters that are meant, a portion at a time.",
            typeof(DeadLettersAnswer),
            typeof(DiscardAllRequest)
        ),
        new(
            Get,
            "/api/doctor",
            "examine",
            "Looks at a part of the store for what is wrong or waits for a person; asked again with next, at all of it.",
            typeof(DoctorAnswer),
            null,
            "after"
        ),
        new(
            Post,
            "/api/doctor/repair",
            "repair",
            "The same, and mends what can be mended without losing a decision.",
            typeof(DoctorAnswer),
            null,
            "after"
        ),
        new(
            Get,
            "/api/sending",
            "listSending",
            "Shows how fast and whether the mails of each journey go.",
            typeof(Page<SendingSummary>)
        ),
        new(
            Post,
            "/api/journeys/{journey}/sending/{action}",
            "operateSending",
            "Steers the sending of a journey: pause or resume.",
            typeof(SendingSummary),
            typeof(SendingRequest)
        ),
        new(Get, "/api/health", "getHealth", "Says whether the host works, and how its clock stands.", typeof(Health)),
    ];

    /// <summary>The operation behind a path; null for what is not of the API.</summary>
    public static ApiOperation? Find(string? method, string? path)
    {
        var rooted = "/" + path?.Trim('/');
        return All.FirstOrDefault(operation => operation.Method == method && operation.Path == rooted);
    }
}

/// <summary>A parameter that operations take in the query.</summary>
/// <param name="Description">What it does.</param>
internal sealed record QueryParameter(string Description, bool IsNumber = false)
{
    /// <summary>The parameters by name.</summary>
    public static readonly IReadOnlyDictionary<string, QueryParameter> All = new Dictionary<string, QueryParameter>
    {
        ["after"] = new("Where the page before ended: its \"next\"."),
        ["by"] = new("Who does it; the owner of the key unless told."),
        ["contact"] = new("Only what concerns this contact."),
        ["journey"] = new("Only what concerns this journey."),
        ["kind"] = new("Only those of this kind."),
        ["owner"] = new("Only what is assigned to this address."),
        ["reason"] = new("Only those whose reason holds this text."),
        ["since"] = new("Only those of this time or later: 2026-03-02T09:00:00Z."),
        ["source"] = new("Only those from this source."),
        ["status"] = new("Only those that stand like this."),
        ["step"] = new("Only those at this step."),
        ["team"] = new("Only this team's."),
        ["to"] = new("Only mails to contacts, or only those to colleagues."),
        ["top"] = new($"The most items in the page, 1 to {ApiRequest.TopLimit}; 50 unless told.", IsNumber: true),
        ["type"] = new("Only those of this event type."),
        ["until"] = new("Only those before this time."),
    };
}
