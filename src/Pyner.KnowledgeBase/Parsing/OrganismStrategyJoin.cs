using System.Runtime.InteropServices;
using System.Text;
using Pyner.Sra;
using Pyner.Sra.Extraction;

namespace Pyner.KnowledgeBase.Parsing;

/// <summary>Joins the experiments of a submission with its samples, and counts the pairs of organism and strategy over a batch.</summary>
internal sealed class OrganismStrategyJoin(SraValues values)
{
    private readonly AccessionMap _samples = new();
    private readonly ExperimentReferences _experiments = new();
    private readonly Dictionary<(int Organism, int Strategy), long> _pairs = [];
    private readonly Dictionary<(int Organism, int Strategy), (long Count, long Submissions)> _batchPairs = [];
    private int _committedSamples;
    private int _committedExperiments;

    /// <summary>A sample of the file in hand.</summary>
    public void AddSample(ReadOnlySpan<byte> accession, int organism)
    {
        if (!accession.IsEmpty)
            _samples.TryAdd(accession, organism);
    }

    /// <summary>A counted experiment of the file in hand.</summary>
    public void AddExperiment(ReadOnlySpan<byte> sampleAccession, int strategy) => _experiments.Add(sampleAccession, strategy);

    /// <summary>The file in hand stands.</summary>
    public void Commit()
    {
        _committedSamples = _samples.Count;
        _committedExperiments = _experiments.Count;
    }

    /// <summary>The file in hand is rejected.</summary>
    public void Rollback()
    {
        _samples.Truncate(_committedSamples);
        _experiments.Truncate(_committedExperiments);
    }

    /// <summary>Joins what the submission has. What can't be joined is unresolved, or stays open if more of the submission may follow.</summary>
    public void EndSubmission(SubmissionAccession submission, bool isWhole, Partial partial)
    {
        for (int i = 0; i < _experiments.Count; i++)
        {
            int organism = _samples.Find(_experiments.SampleAccession(i));
            if (organism >= 0)
                CollectionsMarshal.GetValueRefOrAddDefault(_pairs, (organism, _experiments.Strategy(i)), out _)++;
            else if (isWhole || _experiments.SampleAccession(i).IsEmpty)
                partial.Totals.UnresolvedSampleReferences++;
            else
                partial.OpenJoins.AddExperiments(submission, Text(_experiments.SampleAccession(i)), values.Strategies[_experiments.Strategy(i)], 1);
        }
        foreach (((int Organism, int Strategy) pair, long count) in _pairs)
        {
            ref (long Count, long Submissions) tally = ref CollectionsMarshal.GetValueRefOrAddDefault(_batchPairs, pair, out _);
            tally = (tally.Count + count, tally.Submissions + 1);
        }
        if (!isWhole && _experiments.Count == 0)
        {
            for (int i = 0; i < _samples.Count; i++)
                partial.OpenJoins.AddSample(submission, Text(_samples.Accession(i)), values.Organisms[_samples.Number(i)]);
        }
        _pairs.Clear();
        _samples.Clear();
        _experiments.Clear();
        _committedSamples = 0;
        _committedExperiments = 0;
    }

    /// <summary>Hands the batch's pairs over, and begins anew.</summary>
    public void MoveTo(OrganismStrategyCatalog catalog)
    {
        foreach (((int organism, int strategy), (long count, long submissions)) in _batchPairs)
            catalog.Add(values.Organisms[organism], values.Strategies[strategy], count, submissions);
        _batchPairs.Clear();
    }

    private static string Text(ReadOnlySpan<byte> accession) => Encoding.UTF8.GetString(accession);
}
