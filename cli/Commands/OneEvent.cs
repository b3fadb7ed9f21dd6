using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Journeys.Cli.Commands;

/// <summary>What goes to the host in one request.</summary>
internal sealed record Parcel(string Json, string MediaType)
{
    /// <summary>The media type of one CloudEvent in structured mode.</summary>
    public const string Single = "application/cloudevents+json";

    /// <summary>The media type of a list of CloudEvents.</summary>
    public const string Batch = "application/cloudevents-batch+json";
}

/// <summary>One event from the options of the command line; each part may be null.</summary>
internal sealed record OneEvent(string? Type, string? Contact, string? Data, string? Id, string? Source, string? Time)
{
    public const string DefaultSource = "journeys-cli";

    /// <summary>Whether the options give an event at all.</summary>
    public bool Given => this != new OneEvent(null, null, null, null, null, null);

    /// <summary>The CloudEvent; without a time, because the host's clock may run ahead of ours.</summary>
    /// <exception cref="UsageException">A part is missing, or the data is not a JSON object.</exception>
    public Parcel Parcel(Func<string> newId)
    {
        if (Type is null || Contact is null)
        {
            throw new UsageException("An event needs a --type and a --contact.");
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion", "1.0");
            writer.WriteString("id", Id ?? newId());
            writer.WriteString("source", Source ?? DefaultSource);
            writer.WriteString("type", Type);
            writer.WriteString("subject", Contact);
            if (Time is not null)
            {
                writer.WriteString("time", Time);
            }

            if (Data is not null)
            {
                writer.WriteString("datacontenttype", "application/json");
                writer.WritePropertyName("data");
                writer.WriteRawValue(Object(Data));
            }

            writer.WriteEndObject();
        }

        return new Parcel(Encoding.UTF8.GetString(buffer.WrittenSpan), Commands.Parcel.Single);
    }

    private static string Object(string data)
    {
        try
        {
            using var document = JsonDocument.Parse(data);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? data
                : throw new UsageException("--data needs a JSON object, like '{\"topic\":\"energy\"}'.");
        }
        catch (JsonException e)
        {
            throw new UsageException(
                $"--data is not JSON: {Positions.Words(e)} Write it like '{{\"topic\":\"energy\"}}'."
            );
        }
    }
}
