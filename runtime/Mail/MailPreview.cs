namespace Journeys.Runtime.Mail;

/// <summary>A mail as its author looks at it: also one that could not be sent, with what is missing marked.</summary>
/// <param name="Content">The mail; a value that is not known stands as <c>⟦contact.firstName⟧</c>.</param>
/// <param name="Missing">The variables that are not known.</param>
/// <param name="Problems">Why it could not be sent as it is; empty when it could.</param>
public sealed record MailPreview(MailContent Content, IReadOnlyList<string> Missing, string Problems);
