using Pyner.KnowledgeBase;

namespace Pyner.Pipeline.Reports;

/// <summary>Organism by strategy: the organisms and the strategies with the most joined experiments, and how many each pair has.</summary>
/// <param name="Organisms">Organisms, the one with the most experiments first.</param>
/// <param name="Strategies">Strategies in the same way.</param>
/// <param name="Counts">Experiments, by organism and then by strategy.</param>
/// <param name="Pairs">How many pairs there are in all.</param>
internal sealed record OrganismStrategyTable(
    IReadOnlyList<string> Organisms, IReadOnlyList<string> Strategies, IReadOnlyList<IReadOnlyList<long>> Counts, long Pairs)
{
    private const int MostOrganisms = 15;
    private const int MostStrategies = 8;

    /// <summary>Makes it from all pairs, in any order.</summary>
    public static OrganismStrategyTable Of(IEnumerable<(string Organism, string Strategy, long Count)> pairs)
    {
        var organisms = new Dictionary<string, long>(StringComparer.Ordinal);
        var strategies = new Dictionary<string, long>(StringComparer.Ordinal);
        long number = 0;
        foreach ((string organism, string strategy, long count) in pairs)
        {
            organisms[organism] = organisms.GetValueOrDefault(organism) + count;
            strategies[strategy] = strategies.GetValueOrDefault(strategy) + count;
            number++;
        }
        string[] rows = Largest(organisms, MostOrganisms);
        string[] columns = Largest(strategies, MostStrategies);
        long[][] counts = [.. rows.Select(_ => new long[columns.Length])];
        foreach ((string organism, string strategy, long count) in pairs)
        {
            int row = Array.IndexOf(rows, organism);
            int column = row < 0 ? -1 : Array.IndexOf(columns, strategy);
            if (column >= 0)
                counts[row][column] += count;
        }
        return new OrganismStrategyTable(rows, columns, counts, number);
    }

    private static string[] Largest(Dictionary<string, long> counts, int most) =>
        [.. counts.OrderByDescending(e => e.Value).ThenBy(e => e.Key, NameOrder.Instance).Take(most).Select(e => e.Key)];
}
