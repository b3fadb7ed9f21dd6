namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions
{
    [AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
    public abstract class OutputBindingAttribute : BindingAttribute;
}

namespace Microsoft.Azure.Functions.Worker
{
    using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

    public sealed class QueueOutputAttribute : OutputBindingAttribute
    {
        public QueueOutputAttribute(string queueName) => QueueName = queueName;

        public string QueueName { get; }

        public string? Connection { get; set; }
    }
}
