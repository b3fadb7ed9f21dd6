using System.Net;
using Journeys.Runtime.Webhooks;

namespace Journeys.Runtime.Tests.Webhooks;

public sealed class TargetTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.0.2.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("64:ff9b:1::a00:1")]
    [InlineData("100::1")]
    [InlineData("2001::5ef5:79fd:380c:2f12:5b8e")]
    [InlineData("2001:2::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:a00:1::")]
    [InlineData("3fff::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void What_is_not_of_the_public_internet_is_not_called(string address) =>
        Assert.False(PublicNetworks.Has(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("168.63.129.17")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450:4001::1")]
    public void What_is_of_the_public_internet_is_called(string address) =>
        Assert.True(PublicNetworks.Has(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("https://2130706433/x")]
    [InlineData("https://0x7f000001/x")]
    [InlineData("https://0x7f.1/x")]
    [InlineData("https://0177.0.0.01/x")]
    [InlineData("https://127.1/x")]
    [InlineData("https://[::1]/x")]
    [InlineData("https://[::ffff:7f00:1]/x")]
    [InlineData("https://[::ffff:169.254.169.254]/x")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    public void However_an_address_is_spelt_it_is_the_same_address(string url) =>
        Assert.EndsWith(
            "is not on the public internet, so it is not called: name it in Journeys__Webhooks__Allow if it is yours",
            Problem(url),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("http://crm.example.com/x", "http://crm.example.com/x is not an absolute https address")]
    [InlineData("ftp://crm.example.com/x", "ftp://crm.example.com/x is not an absolute https address")]
    [InlineData(
        "https://crm.example.com:8443/x",
        "https://crm.example.com:8443/x goes to port 8443: webhooks go to 443,"
    )]
    [InlineData(
        "https://me:secret@crm.example.com/x?token=secret",
        "https://crm.example.com/x holds a user name or a password,"
    )]
    public void What_is_refused_says_why_and_never_what_is_secret_in_it(string url, string told)
    {
        var problem = Problem(url);

        Assert.StartsWith(told, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Hosts_of_ones_own_are_called_as_the_settings_name_them_and_not_otherwise()
    {
        const string Allow = "crm.internal, hooks.internal:8443 http://OLD.internal.:8080; [fd12::7]";

        Assert.Null(Problem("https://CRM.internal/x", Allow));
        Assert.Null(Problem("https://crm.internal./x", Allow));
        Assert.Null(Problem("https://hooks.internal:8443/x", Allow));
        Assert.Null(Problem("http://old.internal:8080/x", Allow));
        Assert.Null(Problem("https://[fd12::7]/x", Allow));
        Assert.NotNull(Problem("http://crm.internal/x", Allow));
        Assert.NotNull(Problem("https://crm.internal:8443/x", Allow));
        Assert.NotNull(Problem("https://[fd12::8]/x", Allow));
        Assert.True(Targets(Allow).MayConnect(new("https://crm.internal/"), IPAddress.Parse("10.0.0.5")));
        Assert.False(Targets(Allow).MayConnect(new("https://evil.example/"), IPAddress.Parse("10.0.0.5")));
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("224.0.0.1")]
    public void The_metadata_of_clouds_is_not_even_called_for_a_host_that_is_allowed(string address) =>
        Assert.False(Targets("crm.internal").MayConnect(new("https://crm.internal/"), IPAddress.Parse(address)));

    [Fact]
    public void For_trying_things_out_this_machine_may_be_called_and_nothing_else_of_its_network()
    {
        var targets = new WebhookTargets(WebhookSettings.Usual, isLoopbackOpen: true);

        Assert.Null(targets.Problem(new("http://localhost:5000/x")));
        Assert.True(targets.MayConnect(new("http://localhost:5000/x"), IPAddress.Loopback));
        Assert.False(targets.MayConnect(new("http://localhost:5000/x"), IPAddress.Parse("10.0.0.1")));
        Assert.False(targets.MayConnect(new("https://evil.example/x"), IPAddress.Loopback));
        Assert.NotNull(targets.Problem(new("http://192.168.1.1/x")));
    }

    [Theory]
    [InlineData("crm.internal/path", null)]
    [InlineData("ftp://crm.internal", null)]
    [InlineData("me@crm.internal", null)]
    [InlineData(null, "whsec_dG9vIHNob3J0")]
    [InlineData(null, "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void A_setting_that_cannot_be_used_is_named_and_a_secret_is_not_shown(string? allow, string? secret)
    {
        Assert.False(WebhookSettings.TryRead(allow, secret, out _, out var problem));

        Assert.Contains(
            allow is null ? "Journeys__Webhooks__Secret" : "Journeys__Webhooks__Allow",
            problem,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("dG9v", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("MfKQ", problem, StringComparison.Ordinal);
    }

    private static string? Problem(string url, string? allow = null) => Targets(allow).Problem(new(url));

    private static WebhookTargets Targets(string? allow)
    {
        Assert.True(WebhookSettings.TryRead(allow, null, out var settings, out _));
        return new(settings, isLoopbackOpen: false);
    }
}
