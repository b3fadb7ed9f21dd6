using Journeys.Orchestrations.Values;

namespace Journeys.Runtime.Contacts;

/// <summary>What people call a contact.</summary>
public static class ContactNames
{
    /// <summary>The name; else first and last name; else the mail address; else the key.</summary>
    public static string Of(string key, Fields profile)
    {
        if (profile.Text("name") is { Length: > 0 } name)
        {
            return name;
        }

        var parts = $"{profile.Text("firstName")} {profile.Text("lastName")}".Trim();
        return parts.Length > 0 ? parts : profile.Text("email") ?? key;
    }
}
