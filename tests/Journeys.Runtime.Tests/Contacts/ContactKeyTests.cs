using Journeys.Runtime.Contacts;

namespace Journeys.Runtime.Tests.Contacts;

public sealed class ContactKeyTests
{
    [Theory]
    [InlineData("ada@example.com", "ada@example.com")]
    [InlineData("  Ada.Lovelace@Example.COM ", "ada.lovelace@example.com")]
    [InlineData("CRM-4711", "CRM-4711")]
    [InlineData("李/雷 #1", "李/雷 #1")]
    public void A_subject_becomes_a_key(string subject, string expected)
    {
        Assert.True(ContactKey.TryFrom(subject, out var key, out var problem));
        Assert.Equal((expected, ""), (key, problem));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    public void A_missing_subject_says_what_to_set(string? subject) =>
        Refused(subject, "\"subject\" is missing: set it to the contact's mail address, or its id in your CRM");

    [Theory]
    [InlineData("ada\u0000lovelace")]
    [InlineData("ada\nlovelace")]
    [InlineData("ada\u007flovelace")]
    [InlineData("ada\u0085lovelace")]
    public void A_control_character_is_refused(string subject) =>
        Refused(
            subject,
            "\"subject\" contains a control character: set it to the contact's mail address, or its id in your CRM, without line breaks and tabs"
        );

    [Fact]
    public void Two_hundred_characters_are_a_key_and_one_more_is_not()
    {
        Assert.True(ContactKey.TryFrom(new string('x', 200), out _, out _));
        Refused(
            new string('x', 2_000),
            "\"subject\" has 2000 characters, at most 200 are allowed: set it to the contact's mail address, or its id in your CRM"
        );
    }

    private static void Refused(string? subject, string expected)
    {
        Assert.False(ContactKey.TryFrom(subject, out var key, out var problem));
        Assert.Equal(("", expected), (key, problem));
    }

    [Fact]
    public void A_subject_that_would_not_fit_a_table_key_is_refused_in_words()
    {
        Assert.True(ContactKey.TryFrom(new string('山', 90), out _, out _));
        Assert.False(ContactKey.TryFrom(new string('山', 150), out _, out var problem));
        Assert.Equal(
            "\"subject\" has too many characters that are neither letters of the English alphabet nor digits to be kept (150): "
                + "set it to the contact's mail address, or its id in your CRM",
            problem
        );
    }
}
