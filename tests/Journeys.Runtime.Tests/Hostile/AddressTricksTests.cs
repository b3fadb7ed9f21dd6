using Journeys.Runtime.Contacts;

namespace Journeys.Runtime.Tests.Hostile;

/// <summary>Addresses that look like others. docs/contacts.md states the rule.</summary>
public sealed class AddressTricksTests
{
    [Theory]
    [InlineData("mia@bücher.example", "mia@xn--bcher-kva.example")]
    [InlineData("Mia@BÜCHER.example", "mia@xn--bcher-kva.example")]
    [InlineData("mia@xn--bcher-kva.example", "mia@xn--bcher-kva.example")]
    [InlineData("ｍｉａ＠ｅｘａｍｐｌｅ．ｃｏｍ", "mia@example.com")]
    [InlineData("mia@example。com", "mia@example.com")]
    public void One_address_however_it_is_spelt_is_one_contact(string subject, string expected)
    {
        Assert.True(ContactKey.TryFrom(subject, out var key, out _));
        Assert.Equal(expected, key);
    }

    [Theory]
    [InlineData("mia\u200B@example.com")]
    [InlineData("mia\u200D@example.com")]
    [InlineData("\u202Emoc.elpmaxe@aim")]
    [InlineData("mia@exam\u00ADple.com")]
    [InlineData("mia\u2066@example.com")]
    [InlineData("crm\uFEFF17")]
    public void What_cannot_be_seen_names_nobody(string subject)
    {
        Assert.False(ContactKey.TryFrom(subject, out _, out var problem));
        Assert.StartsWith("\"subject\" contains a character that cannot be seen", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Letters_that_look_alike_are_two_contacts_because_nobody_can_tell_whose_they_are()
    {
        ContactKey.TryFrom("mia@example.com", out var latin, out _);
        ContactKey.TryFrom("mi\u0430@example.com", out var cyrillic, out _);

        Assert.NotEqual(latin, cyrillic);
    }
}
