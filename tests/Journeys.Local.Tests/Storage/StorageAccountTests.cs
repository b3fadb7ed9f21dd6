using Journeys.Local.Storage;

namespace Journeys.Local.Tests.Storage;

public sealed class StorageAccountTests
{
    [Fact]
    public void Development_storage_is_the_emulator_on_its_usual_ports()
    {
        var account = StorageAccount.Parse("UseDevelopmentStorage=true");

        Assert.Equal("devstoreaccount1", account.Name);
        Assert.Equal("http://127.0.0.1:10002/devstoreaccount1", account.Tables.AbsoluteUri);
        Assert.Equal("http://127.0.0.1:10001/devstoreaccount1", account.Queues.AbsoluteUri);
        Assert.Equal("http://127.0.0.1:10000/devstoreaccount1", account.Blobs!.AbsoluteUri);
        Assert.Equal(64, account.Key!.Length);
        Assert.True(account.IsLocal);
    }

    [Fact]
    public void The_emulator_may_be_on_another_machine()
    {
        var account = StorageAccount.Parse("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://azurite;");

        Assert.Equal("http://azurite:10002/devstoreaccount1", account.Tables.AbsoluteUri);
        Assert.False(account.IsLocal);
    }

    [Fact]
    public void Endpoints_in_Azure_follow_from_the_name()
    {
        var account = StorageAccount.Parse(
            "DefaultEndpointsProtocol=https;AccountName=spring;AccountKey=a2V5;EndpointSuffix=core.windows.net"
        );

        Assert.Equal("https://spring.table.core.windows.net/", account.Tables.AbsoluteUri);
        Assert.Equal("https://spring.queue.core.windows.net/", account.Queues.AbsoluteUri);
        Assert.Equal("key"u8.ToArray(), account.Key);
        Assert.Null(account.Credential);
    }

    [Fact]
    public void Given_endpoints_are_used_and_name_the_account()
    {
        var local = StorageAccount.Parse(
            "AccountKey=a2V5;TableEndpoint=http://127.0.0.1:7002/mine/;QueueEndpoint=http://127.0.0.1:7001/mine"
        );

        Assert.Equal("http://127.0.0.1:7002/mine", local.Tables.AbsoluteUri);
        Assert.Equal("mine", local.Name);
    }

    [Fact]
    public void Without_a_key_the_identity_of_the_process_is_used()
    {
        var account = StorageAccount.Parse(
            "TableEndpoint=https://spring.table.core.windows.net;QueueEndpoint=https://spring.queue.core.windows.net"
        );

        Assert.Equal("spring", account.Name);
        Assert.Null(account.Key);
        Assert.NotNull(account.Credential);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(";;", "is empty")]
    [InlineData("hello", "part without a name (part 1)")]
    [InlineData("AccountName=a;=secret", "part 2")]
    [InlineData("AccountName=a;AccountName=b", "AccountName twice")]
    [InlineData("UseDevelopmentStorage=yes", "the only value is true")]
    [InlineData("AccountKey=a2V5", "neither TableEndpoint nor AccountName")]
    [InlineData("AccountName=a;AccountKey=not base64!", "not base64")]
    [InlineData("AccountName=a;SharedAccessSignature=sv=1", "SharedAccessSignature, which is not supported")]
    [InlineData("AccountName=a;AccountKey=a2V5;TableEndpoint=ftp://x", "TableEndpoint=ftp://x")]
    [InlineData("TableEndpoint=http://h/a;QueueEndpoint=http://h/a", "must not travel in the open")]
    public void A_malformed_connection_string_is_an_error_that_says_what_is_wrong(string text, string message)
    {
        var fault = Assert.Throws<StorageConnectionException>(() => StorageAccount.Parse(text));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_in_words_does_not_show_its_key() =>
        Assert.DoesNotContain(
            "Eby8",
            $"{StorageAccount.Parse("UseDevelopmentStorage=true")}",
            StringComparison.Ordinal
        );
}
