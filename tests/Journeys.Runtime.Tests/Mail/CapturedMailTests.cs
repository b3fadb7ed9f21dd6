using System.Globalization;
using Journeys.Runtime.Api;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Tests.Mail;

public sealed class CapturedMailTests
{
    private readonly InMemoryTables tables = new();
    private readonly HandClock clock = new();
    private readonly CapturedMail mails;

    public CapturedMailTests()
    {
        tables.EnsureTableAsync(CapturedMail.Table, default).GetAwaiter().GetResult();
        mails = new(tables, clock);
    }

    [Fact]
    public async Task A_captured_mail_can_be_read_in_full()
    {
        var taken = await mails.SendAsync(Mail("spring~abc~1.1.1.1"), default);
        Assert.Equal(new MailResult.Taken("spring~abc~1.1.1.1"), taken);
        Assert.Equal(
            new MailDetail(
                new(
                    "spring~abc~1.1.1.1",
                    clock.Now,
                    "ada@example.com",
                    "Hi Ada 🎉",
                    "spring",
                    "hello",
                    "ada@example.com"
                ),
                "Look",
                "Hi",
                "<p>Hi</p>"
            ),
            (await mails.GetAsync("spring~abc~1.1.1.1", default))! with
            {
                Headers = new MailDetail(null!, "", "", "").Headers,
            }
        );
    }

    [Theory]
    [InlineData("https://journeys.example/unsubscribe?t=abc", true)]
    [InlineData("http://localhost:7071/unsubscribe?t=abc", false)]
    public async Task A_marketing_mail_shows_the_headers_by_which_mail_programs_unsubscribe(string url, bool oneClick)
    {
        await mails.SendAsync(Mail("e1") with { UnsubscribeUrl = url }, default);
        await mails.SendAsync(Mail("e2"), default);

        var headers = (await mails.GetAsync("e1", default))!.Headers;
        Assert.Equal($"<{url}>", headers["List-Unsubscribe"]);
        Assert.Equal(
            oneClick ? "List-Unsubscribe=One-Click" : null,
            headers.GetValueOrDefault("List-Unsubscribe-Post")
        );
        Assert.Empty((await mails.GetAsync("e2", default))!.Headers);
    }

    [Fact]
    public async Task Mails_to_colleagues_are_told_apart()
    {
        await mails.SendAsync(Mail("e1"), default);
        await mails.SendAsync(Mail("e2") with { IsInternal = true }, default);

        Assert.Equal(["e2"], await IdsAsync(isInternal: true));
        Assert.Equal(["e1"], await IdsAsync(isInternal: false));
        Assert.Equal(["e2", "e1"], (await IdsAsync(isInternal: null)).OrderDescending());

        async Task<IEnumerable<string>> IdsAsync(bool? isInternal) =>
            (await mails.ListAsync(null, isInternal, 50, null, default)).Items.Select(mail => mail.Id);
    }

    [Fact]
    public async Task A_mail_that_is_taken_twice_is_kept_once()
    {
        await mails.SendAsync(Mail("e1"), default);
        clock.Now += TimeSpan.FromHours(1);
        Assert.Equal(new MailResult.Taken("e1"), await mails.SendAsync(Mail("e1", subject: "Another"), default));
        var mail = Assert.Single((await mails.ListAsync(null, null, 50, null, default)).Items);
        Assert.Equal("Hi Ada 🎉", mail.Subject);
    }

    [Fact]
    public async Task It_knows_which_mails_it_took()
    {
        await mails.SendAsync(Mail("e1"), default);
        Assert.True(await mails.WasTakenAsync("e1", default));
        Assert.False(await mails.WasTakenAsync("e2", default));
    }

    [Fact]
    public async Task The_list_is_newest_first_and_paged()
    {
        for (var number = 1; number <= 5; number++)
        {
            await mails.SendAsync(Mail($"e{number}"), default);
            clock.Now += TimeSpan.FromSeconds(1);
        }

        Assert.Equal(
            [
                ["e5", "e4"],
                ["e3", "e2"],
                ["e1"],
            ],
            await Pages(null, 2)
        );
    }

    [Fact]
    public async Task The_list_of_one_contact_fills_its_pages()
    {
        for (var number = 1; number <= 9; number++)
        {
            var contact = number % 3 == 0 ? "bob@example.com" : "ada@example.com";
            await mails.SendAsync(Mail($"e{number}", contact: contact), default);
            clock.Now += TimeSpan.FromSeconds(1);
        }

        Assert.Equal(
            [
                ["e9", "e6"],
                ["e3"],
            ],
            await Pages("bob@example.com", 2)
        );
        Assert.Equal(
            [
                [],
            ],
            await Pages("nobody@example.com", 2)
        );
    }

    [Fact]
    public async Task Two_mails_of_the_same_instant_are_both_listed()
    {
        await mails.SendAsync(Mail("e1"), default);
        await mails.SendAsync(Mail("e2"), default);
        Assert.Equal(
            [
                ["e1", "e2"],
            ],
            await Pages(null, 10)
        );
    }

    [Fact]
    public async Task A_mail_over_64_KiB_comes_back_whole()
    {
        var html = string.Concat(Enumerable.Repeat("🎉", 50_001)) + "x";
        await mails.SendAsync(Mail("e1", html: html), default);
        Assert.Equal(html, (await mails.GetAsync("e1", default))!.Html);
    }

    [Fact]
    public async Task The_largest_mail_fits_and_a_larger_one_is_refused_for_good()
    {
        var rest = "Hi Ada 🎉LookHi".Length;
        Assert.IsType<MailResult.Taken>(
            await mails.SendAsync(Mail("e1", html: new('ü', CapturedMail.Limit - rest)), default)
        );
        Assert.Equal(
            new MailResult.Refused(
                false,
                "the mail has 480001 characters, at most 480000 are kept: shorten its template or its values"
            ),
            await mails.SendAsync(Mail("e2", html: new('ü', CapturedMail.Limit - rest + 1)), default)
        );
        Assert.Null(await mails.GetAsync("e2", default));
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("a\nb")]
    [InlineData("")]
    public async Task A_mail_that_is_not_there_is_null(string id) => Assert.Null(await mails.GetAsync(id, default));

    [Fact]
    public async Task An_id_that_is_far_too_long_is_no_mail() =>
        Assert.Null(await mails.GetAsync(new('x', 2_000), default));

    private async Task<string[][]> Pages(string? contact, int top)
    {
        var pages = new List<string[]>();
        string? after = null;
        do
        {
            Page<MailSummary> page = await mails.ListAsync(contact, null, top, after, default);
            pages.Add([.. page.Items.Select(mail => mail.Id)]);
            after = page.Next;
        } while (after is not null);

        return [.. pages];
    }

    private static OutgoingMail Mail(
        string effect,
        string subject = "Hi Ada 🎉",
        string html = "<p>Hi</p>",
        string contact = "ada@example.com"
    ) =>
        new(
            effect,
            "spring",
            "v1",
            "hello",
            "spring~abc",
            contact,
            "ada@example.com",
            "Ada",
            "marketing",
            new(subject, "Look", html, "Hi")
        );

    private sealed class HandClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } =
            DateTimeOffset.Parse("2026-03-01T09:00:00Z", CultureInfo.InvariantCulture);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
