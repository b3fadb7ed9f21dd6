namespace Journeys.Runtime.Access;

/// <summary>What a key is for. A key may have several.</summary>
public enum Role
{
    /// <summary>
    /// Reads journeys, instances, contacts and tasks, and which mails were sent; not what stands in them, for their links act as
    /// whoever got them.
    /// </summary>
    Reader,

    /// <summary>Sends events, and can read nothing: for a form, a shop, a CRM.</summary>
    Events,

    /// <summary>Publishes journeys; reads what a reader may.</summary>
    Marketing,

    /// <summary>Decides tasks and hand-overs; reads what a reader may.</summary>
    Sales,

    /// <summary>
    /// Steers instances and sending, reads mails, deals with dead letters, runs the doctor, exports contacts; reads what a reader
    /// may.
    /// </summary>
    Operations,

    /// <summary>May do all of it, and makes and revokes keys and erases contacts.</summary>
    Admin,
}

/// <summary>The roles in the words of the API and the command line: <c>marketing</c>.</summary>
public static class RoleWords
{
    /// <summary>All of them, in the order in which they are listed.</summary>
    public static readonly IReadOnlyList<string> All = [.. Enum.GetValues<Role>().Select(Of)];

    public static string Of(Role role) => role.ToString().ToLowerInvariant();

    /// <summary>Reads a word back; false when there is no such role.</summary>
    public static bool TryRead(string word, out Role role)
    {
        role = default;
        foreach (var known in Enum.GetValues<Role>())
        {
            if (Of(known) == word)
            {
                role = known;
                return true;
            }
        }

        return false;
    }
}
