using System.Security.Cryptography;
using Journeys.Runtime.Links;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;
using NodaTime;

namespace Journeys.Runtime.Tests.Links;

public sealed class SignedLinksTests
{
    private const string Ada = "ada@example.com";

    private static readonly Instant now = Instant.FromUtc(2026, 3, 2, 9, 0);

    private readonly SignedLinks links = new(LinkKeys.Of(Root(1)));

    [Fact]
    public void A_token_opens_to_what_was_sealed()
    {
        foreach (var content in new[] { Ada, "", "Zoë/東京 🙂", new string('x', SignedLinks.ContentLimit) })
        {
            Assert.Equal(content, links.Open(LinkPurpose.Unsubscribe, Seal(content), now));
        }
    }

    [Fact]
    public void A_token_tells_nothing_and_needs_no_escaping_in_an_address()
    {
        var token = Seal(Ada);

        Assert.Matches("^[A-Za-z0-9_-]+$", token);
        Assert.DoesNotContain("ada", token, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_same_content_gives_the_same_token_and_another_content_another_nonce()
    {
        Assert.Equal(Seal(Ada), Seal(Ada));
        Assert.NotEqual(Seal(Ada)[..16], Seal("bob@example.com")[..16]);
    }

    [Fact]
    public void A_token_for_one_purpose_opens_for_no_other()
    {
        foreach (var purpose in Enum.GetValues<LinkPurpose>())
        {
            var opened = links.Open(purpose, Seal(Ada), now);
            Assert.Equal(purpose == LinkPurpose.Unsubscribe ? Ada : null, opened);
        }
    }

    [Fact]
    public void A_token_expires_on_the_second()
    {
        var token = links.Seal(LinkPurpose.Decide, Ada, now + Duration.FromHours(1));

        Assert.Equal(Ada, links.Open(LinkPurpose.Decide, token, now + Duration.FromSeconds(3_599)));
        Assert.Null(links.Open(LinkPurpose.Decide, token, now + Duration.FromSeconds(3_600)));
    }

    [Fact]
    public void A_new_key_seals_and_the_old_ones_still_open()
    {
        var rotated = Read($"{Base64(2)}, {Base64(1)}");

        Assert.Equal(Ada, rotated.Open(LinkPurpose.Unsubscribe, Seal(Ada), now));
        Assert.Equal(new SignedLinks(LinkKeys.Of(Root(2))).Seal(LinkPurpose.Unsubscribe, Ada), Sealed(rotated));
        Assert.Null(links.Open(LinkPurpose.Unsubscribe, Sealed(rotated), now));
    }

    [Fact]
    public void A_token_with_any_bit_changed_or_any_end_cut_off_does_not_open()
    {
        var token = Seal(Ada);
        for (var at = 0; at < token.Length; at++)
        {
            var other = token[at] == 'A' ? 'B' : 'A';
            Assert.Null(links.Open(LinkPurpose.Unsubscribe, $"{token[..at]}{other}{token[(at + 1)..]}", now));
            Assert.Null(links.Open(LinkPurpose.Unsubscribe, token[..at], now));
        }
    }

    // Programs that break lines add such a character, and a token's length decides how many would be right.
    [Theory]
    [InlineData("=")]
    [InlineData("==")]
    [InlineData("%")]
    [InlineData("\n")]
    public void A_token_with_something_behind_it_does_not_open(string more)
    {
        foreach (var content in new[] { Ada, $"{Ada}m", $"{Ada}mm" })
        {
            Assert.Null(links.Open(LinkPurpose.Unsubscribe, Seal(content) + more, now));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("%%%%")]
    [InlineData("ada@example.com")]
    [InlineData("AAAA")]
    [InlineData("../../../etc/passwd")]
    [InlineData("\u0000\uD800")]
    public void What_is_no_token_does_not_open(string? token) =>
        Assert.Null(links.Open(LinkPurpose.Unsubscribe, token, now));

    [Fact]
    public void Gigantic_tokens_and_random_bytes_do_not_open()
    {
        Assert.Null(links.Open(LinkPurpose.Unsubscribe, new string('A', 10_000_000), now));
        var random = new Random(7);
        for (var length = 0; length < 500; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            Assert.Null(links.Open(LinkPurpose.Unsubscribe, System.Buffers.Text.Base64Url.EncodeToString(bytes), now));
        }
    }

    [Theory]
    [InlineData("no base64", 1)]
    [InlineData("c2hvcnQ=", 1)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,", 2)]
    public void A_key_that_is_none_is_refused_without_being_shown(string text, int number)
    {
        Assert.False(LinkKeys.TryRead(text, out var keys, out var problem));
        Assert.Null(keys);
        Assert.StartsWith($"key {number} is not base64 of at least 32 bytes: make one with", problem);
        Assert.DoesNotContain("c2hvcnQ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_not_shown_where_settings_are()
    {
        var settings = new RuntimeSettings { LinkKeys = LinkKeys.Of(Root(1)) };
        Assert.Contains("LinkKeys = 1 key(s)", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_processes_that_make_the_key_at_once_have_the_same()
    {
        var store = new InMemoryTables();
        await store.EnsureTablesAsync(default);
        LinkKeyStore[] processes = [new(store, new()), new(store, new()), new(store, new())];

        var made = await Task.WhenAll(processes.Select(process => process.GetAsync(default).AsTask()));
        var later = await new LinkKeyStore(store, new()).GetAsync(default);

        Assert.All(made, each => Assert.Equal(Sealed(later), Sealed(each)));
    }

    [Fact]
    public async Task A_key_whose_making_was_not_answered_is_read_the_next_time()
    {
        var store = new InMemoryTables();
        await store.EnsureTablesAsync(default);
        var faulty = new FaultyTables(store);
        faulty.FailAt(2, Fault.LoseAnswer);
        var keys = new LinkKeyStore(faulty, new());
        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await keys.GetAsync(default));

        var made = await keys.GetAsync(default);

        Assert.Equal(Sealed(await new LinkKeyStore(store, new()).GetAsync(default)), Sealed(made));
    }

    private string Seal(string content) => links.Seal(LinkPurpose.Unsubscribe, content);

    private static string Sealed(SignedLinks links) => links.Seal(LinkPurpose.Unsubscribe, Ada);

    private static SignedLinks Read(string text)
    {
        Assert.True(LinkKeys.TryRead(text, out var keys, out _));
        return new(keys!);
    }

    private static byte[] Root(byte seed) => SHA256.HashData([seed]);

    private static string Base64(byte seed) => Convert.ToBase64String(Root(seed));
}
