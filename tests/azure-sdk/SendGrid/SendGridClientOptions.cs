#nullable disable

namespace SendGrid;

public class BaseClientOptions
{
    public string Host { get; set; }
}

public class SendGridClientOptions : BaseClientOptions
{
    public string ApiKey { get; set; }

    public SendGridClientOptions SetDataResidency(string region)
    {
        Host = region == "eu" ? "https://api.eu.sendgrid.com/" : "https://api.sendgrid.com/";
        return this;
    }
}
