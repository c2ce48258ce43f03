using System.Text;
using Pyner.KnowledgeBase.Parsing;
using Pyner.Sra;
using Pyner.Sra.Extraction;
using Pyner.Xml.Reading;
using Xunit;

namespace Pyner.KnowledgeBase.Tests.Parsing;

/// <summary>A file's records count when it is committed and never otherwise, and no batch leaves anything to the next.</summary>
public sealed class BatchTallyTests
{
    private static readonly SubmissionAccession s_one = SubmissionAccession.Parse("SRA000001");
    private static readonly SubmissionAccession s_two = SubmissionAccession.Parse("SRA000002");

    private readonly SraValues _values = new();
    private readonly BatchTally _tally;

    public BatchTallyTests() => _tally = new BatchTally(_values);

    [Fact]
    public void A_committed_file_counts_and_a_rejected_one_does_not()
    {
        AddEverything("kept");
        _tally.CommitFile(s_one);
        AddEverything("rejected");
        _tally.RollbackFile();
        _tally.EndSubmission(s_one, isWhole: true);
        AddEverything("kept");
        AddEverything("kept");
        _tally.CommitFile(s_two);
        _tally.EndSubmission(s_two, isWhole: true);

        Partial partial = _tally.Take();
        foreach (Catalog catalog in new[]
        {
            partial.Strategies, partial.Sources, partial.Selections, partial.Layouts, partial.Platforms, partial.InstrumentModels, partial.Attributes
        })
            Assert.Equal([KeyValuePair.Create("kept", new ValueTally(3, 2))], catalog);
        (string organism, OrganismTally tally) = Assert.Single(partial.Organisms);
        Assert.Equal(("kept", 3L), (organism, tally.Count));
        Assert.Equal([s_one, s_two], tally.Submissions);
        Assert.Equal([KeyValuePair.Create(new OrganismStrategy("kept", "kept"), new ValueTally(3, 2))], partial.OrganismStrategies);
        Totals totals = partial.Totals;
        Assert.Equal(
            (3, 3, 3, 3, 3, 3),
            (totals.Experiments, totals.ExperimentsMissingFields, totals.Samples, totals.SamplesMissingFields, totals.Runs, totals.MisplacedRecords));
    }

    [Fact]
    public void A_rejected_file_s_values_are_forgotten_and_those_of_others_stay()
    {
        AddEverything("kept");
        _tally.CommitFile(s_one);
        AddEverything("kept");
        AddEverything("rejected");
        _tally.RollbackFile();
        ValueTable[] tables = [_values.Strategies, _values.Sources, _values.Selections, _values.Layouts, _values.Platforms, _values.InstrumentModels, _values.Organisms, _values.Attributes];
        Assert.All(tables, table => Assert.Equal(2, table.Count)); // with the empty one
        AddEverything("later");
        _tally.CommitFile(s_two);
        _tally.EndSubmission(s_two, isWhole: true);
        Assert.All(tables, table => Assert.Equal(("kept", "later"), (table[1], table[2])));
        Assert.Equal(["kept", "later"], _tally.Take().Attributes.Select(attribute => attribute.Key));
    }

    [Fact]
    public void A_batch_leaves_nothing_to_the_next()
    {
        AddEverything("first");
        _tally.CommitFile(s_one);
        _tally.EndSubmission(s_one, isWhole: true);
        _tally.Take();
        AssertEmpty(_tally.Take());
    }

    [Fact]
    public void An_abandoned_batch_leaves_nothing_to_the_next()
    {
        AddEverything("committed");
        _tally.CommitFile(s_one);
        AddEverything("in hand");
        _tally.Abandon();
        AssertEmpty(_tally.Take());
        _tally.EndSubmission(s_two, isWhole: true);
        AssertEmpty(_tally.Take());
    }

    [Fact]
    public void Batches_are_counted_right_when_values_are_forgotten_between_them()
    {
        // More values than a table keeps beyond a batch.
        var whole = new Partial();
        for (int batch = 0; batch < 3; batch++)
        {
            for (int i = 0; i < 70_000; i++)
                AddSample($"o{i}", $"t{i}");
            _tally.CommitFile(s_one);
            _tally.EndSubmission(s_one, isWhole: true);
            whole.Merge(_tally.Take());
            Assert.Equal(1, _values.Organisms.Count); // the empty value stays
        }
        Assert.Equal((70_000, 70_000), (whole.Organisms.Count, whole.Attributes.Count));
        Assert.All(whole.Attributes.Unordered.Values, tally => Assert.Equal(new ValueTally(3, 3), tally));
        Assert.All(whole.Organisms.Unordered.Values, tally => Assert.Equal((3, 1), (tally.Count, tally.Submissions.Count)));
    }

    private static void AssertEmpty(Partial partial)
    {
        using var stream = new MemoryStream();
        partial.WriteTo(stream);
        using var empty = new MemoryStream();
        new Partial().WriteTo(empty);
        Assert.Equal(empty.ToArray(), stream.ToArray());
    }

    private void AddEverything(string value)
    {
        AddSample(value, value);
        AddExperiment(counts: true, value);
        AddExperiment(counts: false, value);
        _tally.Sample(new SampleRecord { Counts = false, Accession = "S"u8, Organism = -1, Attributes = [] });
        _tally.Run();
        _tally.Misplaced();
    }

    private void AddSample(string organism, string tag) => _tally.Sample(new SampleRecord
    {
        Counts = true,
        Accession = Encoding.UTF8.GetBytes(organism),
        Organism = Number(_values.Organisms, organism),
        Attributes = [Number(_values.Attributes, tag)],
    });

    private void AddExperiment(bool counts, string value) => _tally.Experiment(new ExperimentRecord
    {
        Counts = counts,
        Accession = "X"u8,
        Strategy = Number(_values.Strategies, value),
        Source = Number(_values.Sources, value),
        Selection = Number(_values.Selections, value),
        Layout = Number(_values.Layouts, value),
        Platform = Number(_values.Platforms, value),
        InstrumentModel = Number(_values.InstrumentModels, value),
        SampleAccession = Encoding.UTF8.GetBytes(value),
    });

    private static int Number(ValueTable table, string value) => table.Number(new XmlText(Encoding.UTF8.GetBytes(value), XmlTextForm.Decoded));
}
