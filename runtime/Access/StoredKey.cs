using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Access;

/// <summary>A key as it is kept: never the key itself.</summary>
/// <param name="Id">Its id, which the key begins with.</param>
/// <param name="Name">Whose it is, as the audit shows it: <c>crm</c>, <c>mia@example.com</c>.</param>
/// <param name="Roles">What it opens.</param>
/// <param name="Hash">What <see cref="KeyText.Hash"/> makes of it.</param>
/// <param name="CreatedAt">When it was made, by the wall's clock, as all times here.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="Expires">From when on it opens nothing; null: never.</param>
/// <param name="RevokedAt">When it was revoked; null: it was not.</param>
/// <param name="RevokedBy">Who did.</param>
public sealed record StoredKey(
    string Id,
    string Name,
    IReadOnlyList<Role> Roles,
    string Hash,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? Expires = null,
    DateTimeOffset? RevokedAt = null,
    string? RevokedBy = null
)
{
    private const int Format = 1;

    /// <summary>The mark of its row as it was read.</summary>
    public string ETag { get; init; } = "";

    /// <summary>How it stands: <c>valid</c>, <c>expired</c> or <c>revoked</c>.</summary>
    public string State(DateTimeOffset now) =>
        RevokedAt is not null ? "revoked"
        : Expires <= now ? "expired"
        : Valid;

    internal const string Valid = "valid";

    /// <summary>Its row. Times are kept to 100 ns.</summary>
    public Dictionary<string, object> Write()
    {
        var row = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["f"] = Format,
            ["name"] = Name,
            ["roles"] = string.Join(',', Roles.Select(RoleWords.Of)),
            ["hash"] = Hash,
            ["createdAt"] = CreatedAt,
            ["createdBy"] = CreatedBy,
        };
        Put("expires", Expires);
        Put("revokedAt", RevokedAt);
        Put("revokedBy", RevokedBy);
        return row;

        void Put(string name, object? value)
        {
            if (value is not null)
            {
                row[name] = value;
            }
        }
    }

    /// <summary>Reads a row. A role that this version does not know opens nothing.</summary>
    public static StoredKey Read(TableRow row) =>
        new(
            row.Row,
            row.Text("name")!,
            [
                .. from word in row.Text("roles")!.Split(',')
                let role = RoleWords.TryRead(word, out var known) ? known : (Role?)null
                where role is not null
                select role.Value,
            ],
            row.Text("hash")!,
            (DateTimeOffset)row.Properties["createdAt"],
            row.Text("createdBy")!,
            row.Properties.GetValueOrDefault("expires") as DateTimeOffset?,
            row.Properties.GetValueOrDefault("revokedAt") as DateTimeOffset?,
            row.Text("revokedBy")
        )
        {
            ETag = row.ETag,
        };
}
