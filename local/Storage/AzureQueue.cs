using System.Globalization;
using Azure;
using Azure.Core;
using Journeys.Runtime.Queue;
using Journeys.Runtime.Tables;

namespace Journeys.Local.Storage;

/// <summary>
/// A queue of a storage account, in Azure or in Azurite, over the queue service's REST API.
/// Source: learn.microsoft.com/rest/api/storageservices/queue-service-rest-api.
/// </summary>
/// <remarks>
/// A send whose answer is lost is sent again, so a message may arrive twice: events carry an id, and that is where
/// doubles are recognised.
/// </remarks>
public sealed class AzureQueue : IQueue
{
    private readonly StoragePipeline pipeline;
    private readonly string address;

    /// <summary>A queue of an account.</summary>
    /// <exception cref="QueueLimitException">The name cannot be that of a queue.</exception>
    public AzureQueue(StorageAccount account, string name)
        : this(account, name, null) { }

    internal AzureQueue(StorageAccount account, string name, StorageWire? wire)
    {
        QueueGuard.CheckName(name);
        Name = name;
        pipeline = new StoragePipeline(account, tables: false, wire);
        address = $"{account.Queues.AbsoluteUri.TrimEnd('/')}/{name}";
    }

    public string Name { get; }

    public async Task EnsureAsync(CancellationToken cancellation)
    {
        using var message = pipeline.Message(RequestMethod.Put, address);
        var response = await pipeline.SendAsync(message, cancellation);
        // 409 is a queue that is there with other metadata, which is as good.
        if (response.Status >= 300 && StorageError.In(response) is not { Code: "QueueAlreadyExists" })
        {
            throw Fault(response, "making a queue");
        }
    }

    public async Task SendAsync(string text, CancellationToken cancellation)
    {
        QueueGuard.CheckText(text);
        using var message = pipeline.Message(RequestMethod.Post, $"{address}/messages?messagettl=-1");
        message.Request.Headers.SetValue("Content-Type", "application/xml");
        message.Request.Content = RequestContent.Create(
            BinaryData.FromString(QueueXml.Write(QueueText.Sendable(text)))
        );
        await ExpectAsync(message, "sending a message", cancellation);
    }

    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(
        int most,
        TimeSpan invisible,
        CancellationToken cancellation
    )
    {
        QueueGuard.CheckReceive(most, invisible);
        var seconds = ((int)Math.Ceiling(invisible.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        using var message = pipeline.Message(
            RequestMethod.Get,
            $"{address}/messages?numofmessages={most.ToString(CultureInfo.InvariantCulture)}&visibilitytimeout={seconds}"
        );
        var response = await ExpectAsync(message, "receiving messages", cancellation);
        return QueueXml.Read(response.Content.ToStream());
    }

    public async Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancellation)
    {
        using var request = pipeline.Message(
            RequestMethod.Delete,
            $"{address}/messages/{Uri.EscapeDataString(message.Id)}?popreceipt={Uri.EscapeDataString(message.Receipt)}"
        );
        var response = await pipeline.SendAsync(request, cancellation);
        if (response.Status < 300)
        {
            return true;
        }

        return StorageError.In(response).Code is "MessageNotFound" or "PopReceiptMismatch"
            ? false
            : throw Fault(response, "deleting a message");
    }

    public async Task<int> CountAsync(CancellationToken cancellation)
    {
        using var message = pipeline.Message(RequestMethod.Get, $"{address}?comp=metadata");
        var response = await ExpectAsync(message, "counting messages", cancellation);
        return response.Headers.TryGetValue("x-ms-approximate-messages-count", out var count)
            ? int.Parse(count, CultureInfo.InvariantCulture)
            : throw new StorageAnswerException("The queue service did not say how many messages there are.");
    }

    public async Task ClearAsync(CancellationToken cancellation)
    {
        using var message = pipeline.Message(RequestMethod.Delete, $"{address}/messages");
        await ExpectAsync(message, "clearing a queue", cancellation);
    }

    private async Task<Response> ExpectAsync(HttpMessage message, string doing, CancellationToken cancellation)
    {
        var response = await pipeline.SendAsync(message, cancellation);
        return response.Status < 300 ? response : throw Fault(response, doing);
    }

    private Exception Fault(Response response, string doing)
    {
        var error = StorageError.In(response);
        return error.Code == "QueueNotFound"
            ? new QueueMissingException(Name)
            : new StorageAnswerException($"The queue service refused {doing}: {error}");
    }
}
