using Journeys.Local.Storage;
using Journeys.Runtime.Queue;

namespace Journeys.Local.Tests.Storage;

/// <summary>What every queue promises.</summary>
public abstract class QueueContract : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private static int made;

    private IQueue? queue;

    protected static string NewName() => $"contract-{Interlocked.Increment(ref made)}";

    protected IQueue Queue => queue!;

    public async Task InitializeAsync()
    {
        queue = Make(NewName());
        await queue.EnsureAsync(default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    protected abstract IQueue Make(string name);

    /// <summary>Waits until messages that were received for a second are visible again, and receives them.</summary>
    protected abstract Task<IReadOnlyList<QueueMessage>> ReceiveAgainAsync();

    [Fact]
    public async Task A_queue_may_be_ensured_again_and_keeps_its_messages()
    {
        await Queue.SendAsync("kept", default);

        await Queue.EnsureAsync(default);

        Assert.Equal("kept", (await OneAsync()).Text);
    }

    [Theory]
    [InlineData("plain text")]
    [InlineData("{\"json\":\"<&>'\\u0001 Größe 日本 😀\"}")]
    [InlineData("{\r\n  \"windows\": true\r\n}")]
    [InlineData("  spaces  ")]
    [InlineData("SGVsbG8gd29ybGQ=")]
    [InlineData("1234")]
    public async Task A_text_arrives_as_it_was_sent(string text)
    {
        await Queue.SendAsync(text, default);

        Assert.Equal(text, (await OneAsync()).Text);
    }

    [Fact]
    public async Task Base64_of_JSON_arrives_as_JSON()
    {
        var json = "{\"specversion\":\"1.0\",\"name\":\"Łódź\"}";
        await Queue.SendAsync(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(json)), default);

        Assert.Equal(json, (await OneAsync()).Text);
    }

    [Fact]
    public async Task A_received_message_is_invisible_until_its_time_is_over_and_counts_its_tries()
    {
        await Queue.SendAsync("again", default);

        var first = Assert.Single(await Queue.ReceiveAsync(32, TimeSpan.FromSeconds(1), default));
        var meanwhile = await Queue.ReceiveAsync(32, Long, default);
        var second = Assert.Single(await ReceiveAgainAsync());

        Assert.Empty(meanwhile);
        Assert.Equal((1, 2), (first.Tries, second.Tries));
        Assert.Equal(first.Id, second.Id);
        Assert.False(await Queue.DeleteAsync(first, default));
        Assert.True(await Queue.DeleteAsync(second, default));
        Assert.Equal(0, await Queue.CountAsync(default));
    }

    [Fact]
    public async Task A_deleted_message_does_not_come_again()
    {
        await Queue.SendAsync("once", default);
        var message = await OneAsync();

        Assert.True(await Queue.DeleteAsync(message, default));

        Assert.False(await Queue.DeleteAsync(message, default));
        Assert.Empty(await Queue.ReceiveAsync(1, Long, default));
    }

    [Fact]
    public async Task At_most_as_many_are_received_as_were_asked_for_and_none_twice()
    {
        for (var at = 0; at < 40; at++)
        {
            await Queue.SendAsync($"m{at}", default);
        }

        var first = await Queue.ReceiveAsync(32, Long, default);
        var rest = await Queue.ReceiveAsync(32, Long, default);

        Assert.Equal((32, 8), (first.Count, rest.Count));
        Assert.Equal(40, first.Concat(rest).Select(message => message.Text).Distinct().Count());
        Assert.Equal(40, await Queue.CountAsync(default));
    }

    [Fact]
    public async Task A_cleared_queue_is_empty()
    {
        await Queue.SendAsync("a", default);
        await Queue.SendAsync("b", default);

        await Queue.ClearAsync(default);

        Assert.Equal(0, await Queue.CountAsync(default));
        Assert.Empty(await Queue.ReceiveAsync(32, Long, default));
    }

    [Fact]
    public async Task A_message_of_64_KiB_is_taken_and_a_larger_one_refused()
    {
        await Queue.SendAsync(new string('x', QueueLimits.MessageBytes), default);

        await Assert.ThrowsAsync<QueueLimitException>(() =>
            Queue.SendAsync(new string('x', QueueLimits.MessageBytes + 1), default)
        );
        await Assert.ThrowsAsync<QueueLimitException>(() =>
            Queue.SendAsync(new string('日', QueueLimits.MessageBytes / 2), default)
        );
        Assert.Equal(1, await Queue.CountAsync(default));
    }

    [Fact]
    public async Task More_than_32_at_once_or_no_time_to_work_is_refused()
    {
        await Assert.ThrowsAsync<QueueLimitException>(() => Queue.ReceiveAsync(33, Long, default));
        await Assert.ThrowsAsync<QueueLimitException>(() => Queue.ReceiveAsync(0, Long, default));
        await Assert.ThrowsAsync<QueueLimitException>(() => Queue.ReceiveAsync(1, TimeSpan.Zero, default));
        await Assert.ThrowsAsync<QueueLimitException>(() => Queue.ReceiveAsync(1, TimeSpan.FromDays(8), default));
    }

    [Fact]
    public async Task A_queue_that_was_never_made_is_an_error_that_names_it()
    {
        var missing = Make("never-made");

        var fault = await Assert.ThrowsAsync<QueueMissingException>(() => missing.SendAsync("x", default));

        Assert.Contains("never-made", fault.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<QueueMissingException>(() => missing.ReceiveAsync(1, Long, default));
        await Assert.ThrowsAsync<QueueMissingException>(() => missing.CountAsync(default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("two--hyphens")]
    [InlineData("-start")]
    [InlineData("a/b?c")]
    public void A_name_that_no_queue_can_have_is_refused(string name) =>
        Assert.Throws<QueueLimitException>(() => Make(name));

    private async Task<QueueMessage> OneAsync() => Assert.Single(await Queue.ReceiveAsync(32, Long, default));
}
