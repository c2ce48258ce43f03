using System.Runtime.InteropServices;
using Pyner.KnowledgeBase.Joins;
using Pyner.Sra;
using Pyner.Sra.Extraction;

namespace Pyner.KnowledgeBase.Parsing;

/// <summary>Joins the experiments of a submission with its samples, and counts the pairs of organism and strategy over a batch.</summary>
internal sealed class OrganismStrategyJoin
{
    private const ulong NoAccession = 0;

    private readonly SraValues _values;
    private readonly SampleKeys _keys = new();
    private readonly SampleRuns _samples = new(); // with their organisms
    private readonly SampleRuns _pointers = new(); // samples that experiments point to, with the experiments' strategies
    private readonly SampleOrganisms _organisms;
    private readonly Dictionary<(int Organism, int Strategy), long> _pairs = [];
    private readonly Dictionary<(int Organism, int Strategy), ValueTally> _batchPairs = [];

    /// <param name="values">Gives organisms and strategies their numbers.</param>
    public OrganismStrategyJoin(SraValues values)
    {
        _values = values;
        _organisms = new SampleOrganisms(_samples);
    }

    /// <summary>A sample of the file in hand.</summary>
    public void AddSample(ReadOnlySpan<byte> accession, int organism)
    {
        if (!accession.IsEmpty)
            _samples.Add(_keys.Key(accession), organism);
    }

    /// <summary>A counted experiment of the file in hand.</summary>
    public void AddExperiment(ReadOnlySpan<byte> sampleAccession, int strategy) =>
        // Those that point to none are unresolved, whatever their strategies.
        _pointers.Add(sampleAccession.IsEmpty ? NoAccession : _keys.Key(sampleAccession), sampleAccession.IsEmpty ? ValueTable.Empty : strategy);

    /// <summary>The file in hand stands.</summary>
    public void Commit()
    {
        _samples.Commit();
        _pointers.Commit();
    }

    /// <summary>The file in hand is rejected.</summary>
    public void Rollback()
    {
        _samples.Rollback();
        _pointers.Rollback();
    }

    /// <summary>Joins what the submission has. What can't be joined is unresolved, or stays open if more of the submission may follow.</summary>
    public void EndSubmission(SubmissionAccession submission, bool isWhole, Partial partial)
    {
        if (!_pointers.Items.IsEmpty)
            Join(submission, isWhole, partial);
        else if (!isWhole)
            KeepOpen(submission, partial);
        _organisms.Clear();
        _samples.Clear();
        _pointers.Clear();
        _keys.Clear();
    }

    /// <summary>Hands the batch's pairs over, and begins anew.</summary>
    public void MoveTo(OrganismStrategyCatalog catalog)
    {
        foreach (((int organism, int strategy), ValueTally tally) in _batchPairs)
            catalog.Add(_values.Organisms[organism], _values.Strategies[strategy], tally.Count, tally.Submissions);
        _batchPairs.Clear();
    }

    private void Join(SubmissionAccession submission, bool isWhole, Partial partial)
    {
        _organisms.Prepare();
        foreach (SampleRun pointers in _pointers.Items)
        {
            for (ulong sample = pointers.First; sample < pointers.End; sample++)
            {
                if (_organisms.TryFind(sample, out int organism))
                    CollectionsMarshal.GetValueRefOrAddDefault(_pairs, (organism, pointers.Number), out _) += pointers.Times;
                else if (isWhole || sample == NoAccession)
                    partial.Totals.UnresolvedSampleReferences += pointers.Times;
                else
                {
                    partial.OpenJoins.AddExperiments(
                        submission, partial.OpenJoins.Samples.Adopt(sample, _keys), _values.Strategies[pointers.Number], pointers.Times);
                }
            }
        }
        foreach (((int Organism, int Strategy) pair, long count) in _pairs)
            CollectionsMarshal.GetValueRefOrAddDefault(_batchPairs, pair, out _) += new ValueTally(count, 1);
        _pairs.Clear();
    }

    private void KeepOpen(SubmissionAccession submission, Partial partial)
    {
        foreach (SampleRun samples in _samples.Items)
        {
            for (ulong sample = samples.First; sample < samples.End; sample++)
                partial.OpenJoins.AddSample(submission, partial.OpenJoins.Samples.Adopt(sample, _keys), _values.Organisms[samples.Number]);
        }
    }
}
