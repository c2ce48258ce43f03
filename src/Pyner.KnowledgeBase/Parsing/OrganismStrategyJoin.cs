using System.Runtime.InteropServices;
using Pyner.KnowledgeBase.Joins;
using Pyner.Sra;
using Pyner.Sra.Extraction;

namespace Pyner.KnowledgeBase.Parsing;

/// <summary>Joins the experiments of a submission with its samples, and counts the pairs of organism and strategy over a batch.</summary>
internal sealed class OrganismStrategyJoin(SraValues values)
{
    // What an unusually large submission needed is given back behind it: clearing costs as much as there is room.
    private const int UsualSize = 1 << 14;
    private const ulong NoAccession = 0;

    private readonly SampleKeys _keys = new();
    private readonly List<(ulong Sample, int Strategy)> _experiments = [];
    private readonly Dictionary<(int Organism, int Strategy), long> _pairs = [];
    private readonly Dictionary<(int Organism, int Strategy), ValueTally> _batchPairs = [];
    private Dictionary<ulong, int> _organisms = new(SampleKeyComparer.Instance); // by sample
    private int _committedExperiments;
    private bool _hasCommittedSamples;

    /// <summary>A sample of the file in hand. A submission has one file with samples at most.</summary>
    public void AddSample(ReadOnlySpan<byte> accession, int organism)
    {
        if (!accession.IsEmpty)
            _organisms.TryAdd(_keys.Key(accession), organism);
    }

    /// <summary>A counted experiment of the file in hand.</summary>
    public void AddExperiment(ReadOnlySpan<byte> sampleAccession, int strategy) =>
        _experiments.Add((sampleAccession.IsEmpty ? NoAccession : _keys.Key(sampleAccession), strategy));

    /// <summary>The file in hand stands.</summary>
    public void Commit()
    {
        _committedExperiments = _experiments.Count;
        _hasCommittedSamples = _organisms.Count > 0;
    }

    /// <summary>The file in hand is rejected.</summary>
    public void Rollback()
    {
        _experiments.RemoveRange(_committedExperiments, _experiments.Count - _committedExperiments);
        if (!_hasCommittedSamples)
            ClearSamples();
    }

    /// <summary>Joins what the submission has. What can't be joined is unresolved, or stays open if more of the submission may follow.</summary>
    public void EndSubmission(SubmissionAccession submission, bool isWhole, Partial partial)
    {
        foreach ((ulong sample, int strategy) in _experiments)
        {
            if (_organisms.TryGetValue(sample, out int organism))
                CollectionsMarshal.GetValueRefOrAddDefault(_pairs, (organism, strategy), out _)++;
            else if (isWhole || sample == NoAccession)
                partial.Totals.UnresolvedSampleReferences++;
            else
                partial.OpenJoins.AddExperiments(submission, partial.OpenJoins.Samples.Adopt(sample, _keys), values.Strategies[strategy], 1);
        }
        foreach (((int Organism, int Strategy) pair, long count) in _pairs)
            CollectionsMarshal.GetValueRefOrAddDefault(_batchPairs, pair, out _) += new ValueTally(count, 1);
        if (!isWhole && _experiments.Count == 0)
        {
            foreach ((ulong sample, int organism) in _organisms)
                partial.OpenJoins.AddSample(submission, partial.OpenJoins.Samples.Adopt(sample, _keys), values.Organisms[organism]);
        }
        _pairs.Clear();
        ClearSamples();
        _experiments.Clear();
        if (_experiments.Capacity > UsualSize)
            _experiments.TrimExcess();
        _keys.Clear();
        _committedExperiments = 0;
        _hasCommittedSamples = false;
    }

    /// <summary>Hands the batch's pairs over, and begins anew.</summary>
    public void MoveTo(OrganismStrategyCatalog catalog)
    {
        foreach (((int organism, int strategy), ValueTally tally) in _batchPairs)
            catalog.Add(values.Organisms[organism], values.Strategies[strategy], tally.Count, tally.Submissions);
        _batchPairs.Clear();
    }

    private void ClearSamples()
    {
        if (_organisms.Count > UsualSize)
            _organisms = new(SampleKeyComparer.Instance);
        else
            _organisms.Clear();
    }
}
