using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Journeys.Runtime.Api;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tasks;
using NodaTime;

namespace Journeys.Runtime.Erasure;

/// <summary>
/// Everything that is kept about one contact, as one JSON document: what articles 15 and 20 of the GDPR ask for. It is written
/// while it is read, so that its length costs no memory; only one journey at a time is held. docs/contacts.md describes it.
/// </summary>
public sealed class ContactExport(
    ContactStore contacts,
    ErasureRequests requests,
    IEnumerable<IContactPlace> places,
    TimeProvider clock
)
{
    /// <summary>The name of the format; another number stands for what older readers cannot read.</summary>
    public const string Format = "journeys.contact/1";

    private const int FlushAt = 64 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static ApiJson Json => ApiJson.Answers;

    /// <summary>Writes the document.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="contact">The contact's key.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="StorageUnavailableException">The store does not answer; what was written is only a beginning.</exception>
    public async Task WriteAsync(Stream output, string contact, CancellationToken cancellation)
    {
        var pages = new Pages(output);
        await using var writer = new Utf8JsonWriter(pages.Buffer, Options);
        var traces = await requests.TracesAsync(contact, cancellation);
        var known = await contacts.ReadAsync(contact, cancellation);
        writer.WriteStartObject();
        writer.WriteString("format", Format);
        writer.WriteString("contact", contact);
        writer.WriteString("exportedAt", clock.GetUtcNow());
        Write(writer, "profile", known.Profile, Json.Fields);
        Write(writer, "consent", known.Permissions, HubJson.Default.Permissions);
        await WriteAsync(pages, writer, traces, "touchpoints", ContactKinds.Touchpoints, Touchpoint, cancellation);
        await WriteJourneysAsync(pages, writer, traces, cancellation);
        await WriteAsync(pages, writer, traces, "tasks", ContactKinds.Tasks, Work, cancellation);
        await WriteAsync(pages, writer, traces, "mails", ContactKinds.Mails, Mail, cancellation);
        await WriteAsync(pages, writer, traces, "rejectedEvents", ContactKinds.Rejected, Texts, cancellation);
        await WriteAsync(pages, writer, traces, "poisonMessages", ContactKinds.Messages, Texts, cancellation);
        await WriteAsync(pages, writer, traces, "other", ContactKinds.Other, Texts, cancellation);
        // A reader that does not find this has not got everything.
        writer.WriteBoolean("complete", true);
        writer.WriteEndObject();
        await pages.SendAsync(writer, cancellation);
    }

    private async Task WriteAsync(
        Pages pages,
        Utf8JsonWriter writer,
        ContactTraces traces,
        string name,
        string kind,
        Action<Utf8JsonWriter, TableRow> write,
        CancellationToken cancellation
    )
    {
        writer.WriteStartArray(name);
        foreach (var place in places.Where(place => place.Kinds.Contains(kind)))
        {
            await foreach (var find in place.FindAsync(traces, cancellation))
            {
                if (find.Kind == kind)
                {
                    write(writer, find.Row);
                    await pages.SendLargeAsync(writer, cancellation);
                }
            }
        }

        writer.WriteEndArray();
    }

    private async Task WriteJourneysAsync(
        Pages pages,
        Utf8JsonWriter writer,
        ContactTraces traces,
        CancellationToken cancellation
    )
    {
        writer.WriteStartArray("journeys");
        foreach (var place in places.Where(place => place.Kinds.Contains(ContactKinds.Instances)))
        {
            foreach (var instance in traces.Instances)
            {
                var finds = new List<ContactFind>();
                await foreach (var find in place.FindAsync(traces with { Instances = [instance] }, cancellation))
                {
                    finds.Add(find);
                }

                if (finds.Count > 0)
                {
                    Write(writer, ExportedJourney.Of(instance.Instance, finds), Json.ExportedJourney);
                    await pages.SendLargeAsync(writer, cancellation);
                }
            }
        }

        writer.WriteEndArray();
    }

    private static void Touchpoint(Utf8JsonWriter writer, TableRow row) =>
        Write(writer, RecordEndpoint.Touched(ContactRows.ReadTouchpoint(row)), Json.RecordedTouchpoint);

    // A task is in its team's list too, with the same content.
    private static void Work(Utf8JsonWriter writer, TableRow row)
    {
        if (row.Partition == row.Row && StoredTask.Read(row) is { } task)
        {
            Write(writer, task.ToDetail(Instant.MinValue), Json.TaskDetail);
        }
    }

    // A mail is in the list too, without its content.
    private static void Mail(Utf8JsonWriter writer, TableRow row)
    {
        if (row.Properties.ContainsKey("Instance"))
        {
            Texts(writer, row);
        }
    }

    private static void Texts(Utf8JsonWriter writer, TableRow row)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in row.Properties.OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            if (value is DateTimeOffset at)
            {
                writer.WriteString(Name(name), at);
            }
        }

        foreach (var (name, text) in PackedText.All(row).OrderBy(text => text.Name, StringComparer.Ordinal))
        {
            writer.WriteString(Name(name), text);
        }

        writer.WriteEndObject();
    }

    private static string Name(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static void Write<T>(Utf8JsonWriter writer, string name, T value, JsonTypeInfo<T> type)
    {
        writer.WritePropertyName(name);
        Write(writer, value, type);
    }

    private static void Write<T>(Utf8JsonWriter writer, T value, JsonTypeInfo<T> type) =>
        JsonSerializer.Serialize(writer, value, type);

    // The writer writes into memory, because serializing into a stream would write to it synchronously, which servers refuse;
    // what is too long for memory is sent on.
    private sealed class Pages(Stream output)
    {
        public ArrayBufferWriter<byte> Buffer { get; } = new();

        public Task SendLargeAsync(Utf8JsonWriter writer, CancellationToken cancellation) =>
            writer.BytesPending + Buffer.WrittenCount > FlushAt ? SendAsync(writer, cancellation) : Task.CompletedTask;

        public async Task SendAsync(Utf8JsonWriter writer, CancellationToken cancellation)
        {
            await writer.FlushAsync(cancellation);
            await output.WriteAsync(Buffer.WrittenMemory, cancellation);
            Buffer.Clear();
        }
    }
}
