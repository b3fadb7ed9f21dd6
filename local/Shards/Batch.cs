using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;

namespace Journeys.Local.Shards;

/// <summary>Plans for several instances of one shard, which are committed as one transaction.</summary>
internal sealed class Batch
{
    // A plan's rows are counted from above, so that the transaction never exceeds its limit.
    private const int FixedRows = 3;

    private readonly Dictionary<string, Planned> planned = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Planned> Plans => planned.Values;

    public int Rows { get; private set; }

    /// <summary>Whether another instance, with the rows that one telling usually brings, still fits.</summary>
    public bool HasRoom => Rows <= TableLimits.TransactionRows - (FixedRows + (4 * Advance.ToldAtOnce));

    public Planned? Find(string instance) => planned.GetValueOrDefault(instance);

    public void Put(Order order, StepPlan plan)
    {
        if (planned.TryGetValue(plan.Next.Instance, out var before))
        {
            Rows -= RowsOf(before.Plan);
            before.Add(order, plan);
        }
        else
        {
            planned.Add(plan.Next.Instance, new(order, plan));
        }

        Rows += RowsOf(plan);
    }

    private static int RowsOf(StepPlan plan) => (plan.Moves ? FixedRows : 0) + plan.History.Count + plan.LedgerRowCount;

    /// <summary>What one instance is about to do, and the orders that led to it.</summary>
    public sealed class Planned(Order first, StepPlan plan)
    {
        private readonly List<(Order Order, int Answered)> orders = [(first, plan.Answers.Count)];

        public StepPlan Plan { get; private set; } = plan;

        public IEnumerable<Order> Orders => orders.Select(entry => entry.Order);

        public void Add(Order order, StepPlan next)
        {
            Plan = next;
            orders.Add((order, next.Answers.Count));
        }

        /// <summary>Gives each order the answers that are its own.</summary>
        public void Answer()
        {
            var from = 0;
            foreach (var (order, answered) in orders)
            {
                order.Answer([.. Plan.Answers.Skip(from).Take(answered - from)]);
                from = answered;
            }
        }
    }
}
