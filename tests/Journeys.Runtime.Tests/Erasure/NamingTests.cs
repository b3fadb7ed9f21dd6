using Journeys.Runtime.Erasure;

namespace Journeys.Runtime.Tests.Erasure;

public sealed class NamingTests
{
    [Theory]
    [InlineData("""{"subject":"ada@example.com"}""", true)]
    [InlineData("""{"subject":"ADA@Example.com"}""", true)]
    [InlineData("write to ada@example.com.", true)]
    [InlineData("/unsubscribe?contact=ada%40example.com", true)]
    [InlineData("canada@example.com", false)]
    [InlineData("ada@example.com.au", false)]
    [InlineData("ada@example.company", false)]
    [InlineData("dr.ada@example.com", false)]
    public void An_address_is_found_where_it_is_not_a_part_of_another(string text, bool isNamed) =>
        Assert.Equal(isNamed, new ContactTraces("ada@example.com", [], []).IsNamedIn(text));

    [Theory]
    [InlineData("""{ "subject": "4711", "type": "x" }""", true)]
    [InlineData("""{"contact":"4711"}""", true)]
    [InlineData("""{"amount":4711}""", false)]
    [InlineData("""{"subject":"47110"}""", false)]
    [InlineData("4711 words", false)]
    public void A_number_of_a_crm_names_a_contact_only_where_it_is_said_to(string text, bool isNamed) =>
        Assert.Equal(isNamed, new ContactTraces("4711", [], []).IsNamedIn(text));
}
