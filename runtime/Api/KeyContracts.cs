namespace Journeys.Runtime.Api;

/// <summary>A key as the API shows it: never the key itself.</summary>
/// <param name="Id">Its id: the ten characters after <c>jk_</c>.</param>
/// <param name="Name">Whose it is.</param>
/// <param name="Roles">What it opens.</param>
/// <param name="State"><c>valid</c>, <c>expired</c> or <c>revoked</c>.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="Expires">From when on it opens nothing; null: never.</param>
public sealed record KeySummary(
    string Id,
    string Name,
    IReadOnlyList<string> Roles,
    string State,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? Expires,
    DateTimeOffset? RevokedAt,
    string? RevokedBy
);

/// <summary>A key that was just made.</summary>
/// <param name="Key">The key. It is shown this once, and kept nowhere.</param>
/// <param name="Summary">What is kept of it.</param>
/// <param name="Replaces">The key that it replaces, and when that one ends; null when it is new.</param>
public sealed record IssuedKey(string Key, KeySummary Summary, KeySummary? Replaces = null);

/// <summary>Asks for a key.</summary>
/// <param name="Name">Whose it will be: a system's name or a person's address, 1 to 100 characters.</param>
/// <param name="Roles">What it shall open.</param>
/// <param name="Expires">From when on it opens nothing; null: never.</param>
/// <param name="By">Who makes it; the owner of the admin's key unless told.</param>
public sealed record CreateKeyRequest(
    string Name,
    IReadOnlyList<string> Roles,
    DateTimeOffset? Expires = null,
    string? By = null
);

/// <summary>Asks for another key in the place of one.</summary>
/// <param name="Until">When the old one ends; in a week unless told.</param>
/// <param name="By">Who asks; the owner of the admin's key unless told.</param>
public sealed record RotateKeyRequest(DateTimeOffset? Until = null, string? By = null);
