using System.Runtime.InteropServices;
using Pyner.Corpus.Content;

namespace Pyner.Corpus.Truth;

/// <summary>
/// What an exact reader must count in a corpus, or in a part of it. It is computed from what the generator meant to write, never by reading
/// what it wrote. Adding parts in any order gives the same whole.
/// </summary>
public sealed class CorpusTruth
{
    private static readonly int s_catalogs = Enum.GetValues<TruthCatalog>().Length;

    private readonly Dictionary<string, TruthTally>[] _catalogs =
        [.. Enumerable.Range(0, s_catalogs).Select(_ => new Dictionary<string, TruthTally>(StringComparer.Ordinal))];

    private readonly Dictionary<string, List<long>> _submissionsOfOrganism = new(StringComparer.Ordinal);

    private readonly Dictionary<(string Organism, string Strategy), TruthTally> _pairs = [];

    private readonly List<RejectedTruth> _rejected = [];

    private readonly long[] _files = new long[Enum.GetValues<CorpusFileKind>().Length];

    /// <summary>Submissions.</summary>
    public long Submissions { get; private set; }

    /// <summary>Counted experiments.</summary>
    public long Experiments { get; private set; }

    /// <summary>Experiments that lack accession, title or strategy.</summary>
    public long ExperimentsMissingFields { get; private set; }

    /// <summary>Counted samples.</summary>
    public long Samples { get; private set; }

    /// <summary>Samples that lack an organism.</summary>
    public long SamplesMissingFields { get; private set; }

    /// <summary>Runs.</summary>
    public long Runs { get; private set; }

    /// <summary>Records in files of another kind.</summary>
    public long MisplacedRecords { get; private set; }

    /// <summary>Counted experiments that point to no counted sample of their submission.</summary>
    public long UnresolvedSampleReferences { get; private set; }

    /// <summary>Bytes of sample, experiment and run files, the rejected ones included.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes of the rejected files among them.</summary>
    public long RejectedBytes { get; private set; }

    /// <summary>Bytes of all files.</summary>
    public long AllBytes { get; private set; }

    /// <summary>Rejected files, in no particular order.</summary>
    public IReadOnlyList<RejectedTruth> Rejected => _rejected;

    /// <summary>Organism and strategy of experiments that point to a sample of their submission.</summary>
    public IReadOnlyDictionary<(string Organism, string Strategy), TruthTally> OrganismStrategies => _pairs;

    /// <summary>Number of files of a kind.</summary>
    public long Files(CorpusFileKind kind) => _files[(int)kind];

    /// <summary>The values of a catalog.</summary>
    public IReadOnlyDictionary<string, TruthTally> Catalog(TruthCatalog catalog) => _catalogs[(int)catalog];

    /// <summary>Positions in the corpus of the submissions that have an organism, ascending.</summary>
    public IReadOnlyList<long> SubmissionsOf(string organism)
    {
        List<long> indexes = [.. _submissionsOfOrganism[organism]];
        indexes.Sort();
        return indexes;
    }

    /// <summary>A catalog as it is listed: largest count first, ties by name.</summary>
    public IEnumerable<KeyValuePair<string, TruthTally>> Sorted(TruthCatalog catalog) =>
        _catalogs[(int)catalog].OrderByDescending(entry => entry.Value.Count).ThenBy(entry => entry.Key, CodePointOrder.Instance);

    /// <summary>Values of a catalog that no schema has, in the catalog's order.</summary>
    public IEnumerable<string> OffVocabulary(TruthCatalog catalog)
    {
        Func<string, bool> isOff = catalog switch
        {
            TruthCatalog.Strategies => Libraries.IsOffStrategy,
            TruthCatalog.Sources => Libraries.IsOffSource,
            TruthCatalog.Selections => Libraries.IsOffSelection,
            TruthCatalog.Layouts => layout => layout is not ("SINGLE" or "PAIRED"),
            TruthCatalog.Platforms => Instruments.IsOffPlatform,
            TruthCatalog.InstrumentModels => Instruments.IsOffModel,
            _ => throw new ArgumentOutOfRangeException(nameof(catalog), catalog, "this catalog has no vocabulary"),
        };
        return Sorted(catalog).Select(entry => entry.Key).Where(isOff);
    }

    /// <summary>Adds another part of the same corpus. No submission may be in both.</summary>
    public void Add(CorpusTruth other)
    {
        Submissions += other.Submissions;
        Experiments += other.Experiments;
        ExperimentsMissingFields += other.ExperimentsMissingFields;
        Samples += other.Samples;
        SamplesMissingFields += other.SamplesMissingFields;
        Runs += other.Runs;
        MisplacedRecords += other.MisplacedRecords;
        UnresolvedSampleReferences += other.UnresolvedSampleReferences;
        Bytes += other.Bytes;
        RejectedBytes += other.RejectedBytes;
        AllBytes += other.AllBytes;
        for (int i = 0; i < _files.Length; i++)
            _files[i] += other._files[i];
        for (int i = 0; i < s_catalogs; i++)
        {
            foreach ((string value, TruthTally tally) in other._catalogs[i])
                Add(_catalogs[i], value, tally.Count, tally.Submissions);
        }
        foreach ((string organism, List<long> indexes) in other._submissionsOfOrganism)
            SubmissionList(organism).AddRange(indexes);
        foreach (((string, string) pair, TruthTally tally) in other._pairs)
            Add(_pairs, pair, tally.Count, tally.Submissions);
        _rejected.AddRange(other._rejected);
    }

    /// <summary>Counts a file by its kind.</summary>
    internal void AddFile(CorpusFileKind kind, long bytes)
    {
        _files[(int)kind]++;
        AllBytes += bytes;
        if (IsRead(kind))
            Bytes += bytes;
    }

    /// <summary>Lists a broken file, if it is one that is read at all.</summary>
    internal void AddRejected(RejectedTruth rejected, long bytes)
    {
        if (!IsRead(rejected.Kind))
            return;
        _rejected.Add(rejected);
        RejectedBytes += bytes;
    }

    /// <summary>Adds a submission with what its well-formed files hold; null for one that is missing or broken.</summary>
    internal void AddSubmission(long index, FileTally? samples, FileTally? experiments, FileTally? runs)
    {
        Submissions++;
        Add(samples, index);
        Add(experiments, index);
        Add(runs, index);
        if (experiments is null)
            return;
        var pairs = new Dictionary<(string, string), long>();
        foreach ((int sample, string strategy) in experiments.Pointers)
        {
            if (sample >= 0 && samples is not null && samples.OrganismOfSample.TryGetValue(sample, out string? organism))
                CollectionsMarshal.GetValueRefOrAddDefault(pairs, (organism, strategy), out _)++;
            else
                UnresolvedSampleReferences++;
        }
        foreach (((string, string) pair, long count) in pairs)
            Add(_pairs, pair, count, 1);
    }

    private static bool IsRead(CorpusFileKind kind) => kind is CorpusFileKind.Sample or CorpusFileKind.Experiment or CorpusFileKind.Run;

    private static void Add<TKey>(Dictionary<TKey, TruthTally> catalog, TKey value, long count, long submissions)
        where TKey : notnull
    {
        ref TruthTally tally = ref CollectionsMarshal.GetValueRefOrAddDefault(catalog, value, out _);
        tally = new TruthTally(tally.Count + count, tally.Submissions + submissions);
    }

    private void Add(FileTally? tally, long index)
    {
        if (tally is null)
            return;
        Experiments += tally.Experiments;
        ExperimentsMissingFields += tally.ExperimentsMissingFields;
        Samples += tally.Samples;
        SamplesMissingFields += tally.SamplesMissingFields;
        Runs += tally.Runs;
        MisplacedRecords += tally.Misplaced;
        for (int i = 0; i < s_catalogs; i++)
        {
            foreach ((string value, long count) in tally.Values[i])
                Add(_catalogs[i], value, count, 1);
        }
        foreach (string organism in tally.Values[(int)TruthCatalog.Organisms].Keys)
            SubmissionList(organism).Add(index);
    }

    private List<long> SubmissionList(string organism)
    {
        ref List<long>? list = ref CollectionsMarshal.GetValueRefOrAddDefault(_submissionsOfOrganism, organism, out _);
        return list ??= [];
    }
}
