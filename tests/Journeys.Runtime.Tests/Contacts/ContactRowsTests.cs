using System.Text.Json;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Tests.Contacts;

/// <summary>A contact as it is stored.</summary>
public sealed class ContactRowsTests
{
    private const string Permitted = """
        {"said":[{"class":"marketing","channel":"email","given":false,"source":"one-click","time":"2026-03-02T09:00:00Z","event":"e1","isDecided":true}],"suppressions":[{"reason":"bounced","detail":"no such user","address":"ada@example.com","time":"2026-03-02T10:00:00Z","event":"e2"},{"reason":"complained","detail":null,"address":null,"time":"2026-03-02T09:30:00Z","event":"e3"}]}
        """;

    private static readonly Instant nine = Instant.FromUtc(2026, 3, 2, 9, 0);

    private static readonly Contact ada = Contact.Unknown("ada@example.com") with
    {
        Permissions = new(
            [new("marketing", "email", false, "one-click", nine, "e1", IsDecided: true)],
            [
                new("bounced", "no such user", "ada@example.com", nine + Duration.FromHours(1), "e2"),
                new("complained", null, null, nine + Duration.FromMinutes(30), "e3"),
            ]
        ),
    };

    [Fact]
    public void What_a_contact_permits_is_stored_in_a_shape_that_stays()
    {
        var properties = ContactRows.Write(ada);

        Assert.Equal(Permitted, properties["permissions"]);
        Assert.Equal(ada.Permissions, ContactRows.Read(ada.Key, Row(properties)).Permissions);
    }

    [Fact]
    public void A_row_without_it_is_read_and_written_as_before()
    {
        var properties = ContactRows.Write(Contact.Unknown("ada@example.com"));

        Assert.DoesNotContain("permissions", properties.Keys);
        Assert.Equal(Permissions.None, ContactRows.Read(ada.Key, Row(properties)).Permissions);
    }

    [Fact]
    public void What_nobody_wrote_is_not_read()
    {
        var properties = ContactRows.Write(ada);
        properties["permissions"] = Permitted.Replace("\"given\"", "\"granted\"", StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => ContactRows.Read(ada.Key, Row(properties)));
    }

    private static TableRow Row(Dictionary<string, object> properties) => new("p", "r", properties);
}
