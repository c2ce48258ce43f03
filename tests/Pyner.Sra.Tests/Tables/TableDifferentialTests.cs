using Pyner.Corpus;
using Pyner.Fuzz.Checking;
using Pyner.Fuzz.Mutation;
using Pyner.TestData;
using Pyner.Verification;
using Pyner.Xml.Indexing;
using Pyner.Xml.Reading;
using Xunit;

namespace Pyner.Sra.Tests.Tables;

/// <summary>
/// Rows are compared with those of an oracle that looks up every column in a tree in memory; verdicts with <c>XmlReader</c>'s and with the counting
/// reader's.
/// </summary>
public sealed class TableDifferentialTests : IDisposable
{
    private const string Accession = "SRA000001";
    private const int Mutations = 8_000;

    private static readonly SubmissionFileKind[] s_kinds =
        [SubmissionFileKind.Submission, SubmissionFileKind.Study, SubmissionFileKind.Experiment, SubmissionFileKind.Sample, SubmissionFileKind.Run];

    private readonly RowReader _usual = new();
    private readonly RowReader _small = new(StructuralIndexers.Choose(), 512);
    private readonly FastReader _counting = new(StructuralIndexers.Choose());
    private int _accepted;
    private int _rows;

    public static TheoryData<SubmissionFileKind> Kinds => [.. s_kinds];

    public void Dispose()
    {
        _usual.Dispose();
        _small.Dispose();
        _counting.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_column_comes_from_its_place(SubmissionFileKind kind)
    {
        Check(System.Text.Encoding.UTF8.GetBytes(TableSeeds.Of(kind)), kind, "the seed");
        Assert.Equal(1, _accepted);
        // Otherwise a column could be forgotten on both sides.
        string row = _usual.Rows().MaxBy(text => text.Length)!;
        Assert.All(Sra.Tables.SraTables.All.Single(table => table.FileKind == kind && table.Parent is null).Columns,
            column => Assert.Contains($"\n  {column.Name} = ", row, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Mutated_documents_give_the_oracles_rows(SubmissionFileKind kind)
    {
        SeedDocument[] seeds = TableSeeds.Documents(kind);
        for (ulong seed = 0; seed < Mutations; seed++)
            Check(Mutator.Document(seed, seeds).Bytes, kind, $"seed {seed}");
        Assert.InRange(_accepted, Mutations / 6, Mutations * 5 / 6);
        Assert.True(_rows > Mutations / 4, $"only {_rows} rows");
    }

    [Fact]
    public void Generated_submissions_give_the_oracles_rows()
    {
        var options = new CorpusOptions { Submissions = 300, Seed = 20261124, MaxExperiments = 40, Oddity = 30, Malformed = 0.02 };
        foreach (GeneratedSubmission submission in CorpusGenerator.Generate(options))
        {
            foreach (GeneratedFile file in submission.Files)
            {
                if (SubmissionFileName.TryParse(Path.GetFileName(file.Path), out _, out SubmissionFileKind kind) && kind != SubmissionFileKind.Analysis)
                    Check(file.Bytes.ToArray(), kind, file.Path);
            }
        }
        Assert.True(_rows > 10_000, $"only {_rows} rows");
    }

    [Theory]
    [InlineData("documents", 2_000)]
    [InlineData("tree", 2_000)]
    public void Real_documents_give_the_oracles_rows(string folder, int atLeast)
    {
        Assert.SkipUnless(RealDocuments.Available, RealDocuments.Absent);
        foreach (string file in Directory.GetFiles(RealDocuments.Path(folder), "*", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(file);
            foreach (SubmissionFileKind kind in s_kinds)
                Check(bytes, kind, file);
        }
        Assert.True(_rows > atLeast, $"only {_rows} rows in {folder}");
    }

    private void Check(byte[] document, SubmissionFileKind kind, string what)
    {
        (ReadOutcome outcome, List<string> rows) = _usual.Read(document, Accession, kind);
        (ReadOutcome smallOutcome, List<string> smallRows) = _small.Read(document, Accession, kind, 97, 1, 64, 63);
        using var stream = new MemoryStream(document);
        Assert.True(VerifiedDocument.Read(stream, DocumentKind.Run).IsAccepted == outcome.Accepted, $"{what}, {kind}: {outcome}");
        Assert.True(outcome.Accepted == smallOutcome.Accepted, $"{what}, {kind}, small window: {smallOutcome}");
        if (Counted(kind) is DocumentKind counted)
            Assert.True(outcome == _counting.Read(document, counted).Outcome, $"{what}, {kind}: {outcome}");
        if (!outcome.Accepted)
        {
            Assert.Empty(rows);
            Assert.Empty(smallRows);
            return;
        }
        _accepted++;
        _rows += rows.Count;
        List<string> expected = OracleRows.Of(document, Accession, kind);
        Same(expected, rows, $"{what}, {kind}");
        Same(expected, smallRows, $"{what}, {kind}, small window");
    }

    private static void Same(List<string> expected, List<string> actual, string what)
    {
        if (expected.SequenceEqual(actual))
            return;
        int at = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.Fail(
            $"{what}: {expected.Count} rows expected, {actual.Count} found; expected\n{expected.ElementAtOrDefault(at)}\n"
            + $"found\n{actual.ElementAtOrDefault(at)}");
    }

    private static DocumentKind? Counted(SubmissionFileKind kind) => kind switch
    {
        SubmissionFileKind.Experiment => DocumentKind.Experiment,
        SubmissionFileKind.Sample => DocumentKind.Sample,
        SubmissionFileKind.Run => DocumentKind.Run,
        _ => null,
    };
}
