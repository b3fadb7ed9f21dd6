using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Tests.Tables;

public sealed class RowSizeTests
{
    [Fact]
    public void A_row_counts_its_keys_names_and_values_by_Azures_formula()
    {
        var properties = new Dictionary<string, object>
        {
            ["Address"] = "Mountain View",
            ["Age"] = 23,
            ["AmountDue"] = 200.23,
            ["CustomerSince"] = new DateTimeOffset(2008, 7, 10, 0, 0, 0, TimeSpan.Zero),
            ["IsActive"] = true,
            ["NumOfOrders"] = 255L,
            ["Data"] = new byte[3],
        };

        var bytes =
            4
            + (("mypartition".Length + "myrow".Length) * 2)
            + (8 + (7 * 2) + (13 * 2) + 4)
            + (8 + (3 * 2) + 4)
            + (8 + (9 * 2) + 8)
            + (8 + (13 * 2) + 8)
            + (8 + (8 * 2) + 1)
            + (8 + (11 * 2) + 8)
            + (8 + (4 * 2) + 3 + 4);
        Assert.Equal(bytes, RowSize.Stored("mypartition", "myrow", properties));
    }
}
