namespace SendGrid.Helpers.Mail;

/// <summary>Not used: our requests are written by ourselves, so that tests see their very bytes.</summary>
public class SendGridMessage;
