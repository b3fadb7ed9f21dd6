#nullable disable

namespace SendGrid;

public class BaseClientOptions
{
    public string Host { get; set; }
}

public class SendGridClientOptions : BaseClientOptions
{
    public string ApiKey { get; set; }
}
