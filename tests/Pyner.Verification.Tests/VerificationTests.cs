using System.Formats.Tar;

namespace Pyner.Verification.Tests;

/// <summary>A hand-written knowledge base of a small tree, verified as it stands and with single faults put into it.</summary>
public sealed class VerificationTests : IDisposable
{
    private const string KnowledgeBase =
        """
        {
          "stage": null, "timestamp": "2026-01-01T00:00:00Z", "files_processed": 3,
          "statistics": {
            "total_experiments": 2, "total_samples": 3, "total_runs": 1, "unique_organisms": 2, "unique_strategies": 2, "unique_sources": 1,
            "unique_selections": 1, "unique_layouts": 1, "unique_platforms": 1, "unique_instrument_models": 1, "unique_attributes": 1,
            "experiments_missing_fields": 1, "samples_missing_fields": 1, "missing_fields": 2, "misplaced_records": 1,
            "unresolved_sample_references": 1, "rejected_files": 1 },
          "organisms": { "Mus musculus": { "count": 2, "studies": 1 }, "Homo sapiens": { "count": 1, "studies": 1 } },
          "strategies": { "RNA-Seq": 1, "WGS": 1 }, "sources": { "": 2 }, "selections": { "PCR": 2 }, "layouts": { "PAIRED": 2 },
          "platforms": { "ILLUMINA": 2 }, "instrument_models": { "HiSeq": 2 }, "attributes": { "strain": 2 },
          "submissions_behind": {
            "strategies": { "RNA-Seq": 1, "WGS": 1 }, "sources": { "": 1 }, "selections": { "PCR": 1 }, "layouts": { "PAIRED": 1 },
            "platforms": { "ILLUMINA": 1 }, "instrument_models": { "HiSeq": 1 }, "attributes": { "strain": 1 } },
          "organism_strategies": { "Mus musculus": { "WGS": { "count": 1, "submissions": 1 } } },
          "off_vocabulary": { "strategies": [], "sources": [""], "selections": [], "layouts": [], "platforms": [], "instrument_models": ["HiSeq"] }
        }
        """;

    private const string Job = """{ "options": { "stage": null, "limit": null } }""";

    private const string FullJob =
        """
        {
          "options": { "stage": null, "limit": null }, "submissions": 3,
          "files": { "submission": 0, "study": 0, "sample": 3, "experiment": 1, "run": 1, "analysis": 0 }, "ignored_files": 1, "rejected": { "files": 1 }
        }
        """;

    private const string Rejected =
        """{"accession":"SRA000002","kind":"sample","file":"SRA000002/SRA000002.sample.xml","code":"unexpected-end","message":"m","offset":3"""
        + ""","line":1,"column":4}""";

    private const string Indices =
        """
        {
          "organisms": { "Mus musculus": { "count": 2, "studies": ["SRA000001"] }, "Homo sapiens": { "count": 1, "studies": ["SRA000003"] } },
          "strategies": { "RNA-Seq": { "count": 1, "organisms": {} }, "WGS": { "count": 1, "organisms": { "Mus musculus": 1 } } },
          "sources": { "": 2 }, "selections": { "PCR": 2 }, "attributes": { "strain": 2 },
          "stats": {
            "total_experiments": 2, "total_samples": 3, "total_runs": 1, "unique_organisms": 2, "unique_strategies": 2, "unique_sources": 1,
            "unique_selections": 1, "unique_attributes": 1 }
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public VerificationTests()
    {
        WriteSource(
            "SRA000001.sample.xml",
            $"<S>{Sample("S1", "Mus musculus")}{Sample("S2", "Mus musculus")}<SAMPLE accession='S3'/><RUN/></S>");
        WriteSource("SRA000001.experiment.xml", $"<S>{Experiment("t", "S1", "WGS")}{Experiment("t", "S3", "RNA-Seq")}{Experiment("", "S1", "WGS")}</S>");
        WriteSource("SRA000002.sample.xml", "<S>");
        WriteSource("SRA000002.run.xml", "<S><RUN/></S>");
        WriteSource("SRA000003.sample.xml", "<SAMPLE accession='S1'><SAMPLE_NAME><SCIENTIFIC_NAME>Homo sapiens</SCIENTIFIC_NAME></SAMPLE_NAME></SAMPLE>");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_right_knowledge_base_agrees() => Assert.Empty(Verify(KnowledgeBase));

    [Theory]
    [InlineData("\"total_runs\": 1", "\"total_runs\": 2", "statistics 'total_runs' figure: the knowledge base says 2, the recount 1")]
    [InlineData("\"files_processed\": 3", "\"files_processed\": 4", "statistics 'files_processed' figure: the knowledge base says 4, the recount 3")]
    [InlineData("\"total_runs\": 1, ", "", "statistics 'total_runs' figure: the knowledge base says nothing, the recount 1")]
    [InlineData(
        "\"strategies\": { \"RNA-Seq\": 1, \"WGS\": 1 }, \"sources\": { \"\": 2", "\"strategies\": { \"RNA-Seq\": 1, \"WGS\": 1 }, \"sources\": { \"\": 3",
        "sources '' count: the knowledge base says 3, the recount 2")]
    [InlineData("\"selections\": { \"PCR\": 2 }", "\"selections\": { }", "selections 'PCR' count: the knowledge base says nothing, the recount 2")]
    [InlineData(
        "\"layouts\": { \"PAIRED\": 2 }", "\"layouts\": { \"PAIRED\": 2, \"SINGLE\": 1 }",
        "layouts 'SINGLE' count: the knowledge base says 1, the recount nothing")]
    [InlineData(
        "\"attributes\": { \"strain\": 1 }", "\"attributes\": { \"strain\": 2 }",
        "attributes 'strain' submissions: the knowledge base says 2, the recount 1")]
    [InlineData("\"studies\": 1 }, \"Homo", "\"studies\": 2 }, \"Homo", "organisms 'Mus musculus' submissions: the knowledge base says 2, the recount 1")]
    [InlineData(
        "{ \"WGS\": { \"count\": 1", "{ \"WGS\": { \"count\": 2",
        "organism_strategies 'Mus musculus x WGS' count: the knowledge base says 2, the recount 1")]
    [InlineData(
        "{ \"RNA-Seq\": 1, \"WGS\": 1 }, \"sources\": { \"\": 2", "{ \"WGS\": 1, \"RNA-Seq\": 1 }, \"sources\": { \"\": 2",
        "strategies 'RNA-Seq' order: the knowledge base says after 'WGS', the recount before it")]
    [InlineData(
        "\"strategies\": [], \"sources\": [\"\"]", "\"strategies\": [\"X\"], \"sources\": [\"\"]",
        "off_vocabulary 'X' strategies: the knowledge base says listed, the recount no such value in the catalog")]
    public void A_single_wrong_figure_is_found_and_nothing_else(string right, string wrong, string difference)
    {
        string changed = KnowledgeBase.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(KnowledgeBase, changed);
        Assert.Equal(difference, Assert.Single(Verify(changed)).ToString());
    }

    [Theory]
    [InlineData("\"submissions\": 3", "\"submissions\": 4", "job 'submissions' figure: the knowledge base says 4, the recount 3")]
    [InlineData("\"sample\": 3", "\"sample\": 2", "job 'files.sample' figure: the knowledge base says 2, the recount 3")]
    [InlineData("\"study\": 0", "\"study\": 1", "job 'files.study' figure: the knowledge base says 1, the recount 0")]
    [InlineData("\"study\": 0", "\"studies\": 0", "job 'files.studies' figure: the knowledge base says 0, the recount nothing")]
    [InlineData("\"ignored_files\": 1", "\"ignored_files\": 0", "job 'ignored_files' figure: the knowledge base says 0, the recount 1")]
    [InlineData("\"rejected\": { \"files\": 1", "\"rejected\": { \"files\": 2", "job 'rejected.files' figure: the knowledge base says 2, the recount 1")]
    public void A_wrong_figure_of_the_job_is_found(string right, string wrong, string difference)
    {
        WriteSource("SRA000003.txt", "passed over");
        Assert.Empty(Verify(KnowledgeBase, job: FullJob));
        Assert.Equal(difference, Assert.Single(Verify(KnowledgeBase, job: FullJob.Replace(right, wrong, StringComparison.Ordinal))).ToString());
    }

    [Fact]
    public void Rejected_files_are_compared_by_path_and_kind()
    {
        Assert.Contains(Verify(KnowledgeBase, rejected: ""), difference =>
            difference.Catalog == "rejected" && difference.Published is null && difference.Value == "SRA000002/SRA000002.sample.xml");
        Assert.Contains(Verify(KnowledgeBase, rejected: Rejected.Replace(".sample.", ".run.", StringComparison.Ordinal)), difference =>
            difference.Catalog == "rejected" && difference.Recounted == "accepted or absent");
    }

    [Fact]
    public void A_file_that_an_archive_holds_more_than_once_may_be_rejected_as_often()
    {
        string folder = _folder["source"];
        string archive = _folder["source.tar"];
        using (var writer = new TarWriter(File.Create(archive)))
        {
            foreach (string file in Directory.GetFiles(folder, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                writer.WriteEntry(file, Path.GetRelativePath(folder, file));
            writer.WriteEntry(Path.Combine(folder, "SRA000002", "SRA000002.sample.xml"), "SRA000002/SRA000002.sample.xml");
        }
        string twice = KnowledgeBase.Replace("\"rejected_files\": 1", "\"rejected_files\": 2", StringComparison.Ordinal);
        string duplicate = Rejected.Replace("unexpected-end", "duplicate-file", StringComparison.Ordinal);
        Assert.Empty(Verify(twice, $"{Rejected}\n{duplicate}", source: archive));
        Assert.Equal(
            "rejected 'SRA000002/SRA000002.sample.xml' file: the knowledge base says sample file of SRA000002, "
            + "the recount sample file of SRA000002, sample file of SRA000002",
            Assert.Single(Verify(twice, source: archive)).ToString());
    }

    [Fact]
    public void A_small_file_is_not_excused_as_too_large()
    {
        string rejected = Rejected + "\n"
            + Rejected.Replace("sample", "run", StringComparison.Ordinal).Replace("unexpected-end", "value-too-long", StringComparison.Ordinal);
        Assert.Contains(Verify(KnowledgeBase, rejected), difference => difference.Value == "SRA000002/SRA000002.run.xml");
    }

    [Fact]
    public void A_file_with_a_huge_value_may_have_been_refused()
    {
        WriteSource("SRA000002.experiment.xml", Experiment(new string('x', 5 << 20), "S1", "WGS"));
        string rejected = Rejected + "\n"
            + Rejected.Replace("sample", "experiment", StringComparison.Ordinal).Replace("unexpected-end", "value-too-long", StringComparison.Ordinal);
        Assert.Empty(Verify(KnowledgeBase.Replace("\"rejected_files\": 1", "\"rejected_files\": 2", StringComparison.Ordinal), rejected));
    }

    public static TheoryData<string, string> TooLarge()
    {
        // XmlReader takes a minute for tags that are over the limit; a quarter of it is believed.
        const int Markup = 9 << 17;
        string value = new('x', 5 << 20);
        string name = new('n', 200);
        return new()
        {
            { "tag-too-long", $"<S><a {new string(' ', Markup)}/></S>" },
            { "tag-too-long", $"<S><a>text</a{new string('\n', Markup)}></S>" },
            { "tag-too-long", $"<S>&#{new string('0', Markup)}65;</S>" },
            { "nesting-too-deep", string.Concat(Enumerable.Repeat($"<{name}>", 200_000)) + string.Concat(Enumerable.Repeat($"</{name}>", 200_000)) },
            { "nesting-too-deep", string.Concat(Enumerable.Repeat("<a xmlns:p='address'>", 450_000)) + string.Concat(Enumerable.Repeat("</a>", 450_000)) },
            { "value-too-long", Experiment("t", "S1", "WGS").Replace("</LIBRARY_STRATEGY>", $"</LIBRARY_STRATEGY><LIBRARY_STRATEGY>{value}</LIBRARY_STRATEGY>", StringComparison.Ordinal) },
            { "value-too-long", Sample("S1", value) },
        };
    }

    [Theory]
    [MemberData(nameof(TooLarge), DisableDiscoveryEnumeration = true)]
    public void A_file_with_something_beyond_a_limit_may_have_been_refused(string code, string document)
    {
        WriteSource("SRA000002.experiment.xml", document);
        string rejected = Rejected + "\n" + Rejected.Replace("sample", "experiment", StringComparison.Ordinal).Replace("unexpected-end", code, StringComparison.Ordinal);
        Assert.Empty(Verify(KnowledgeBase.Replace("\"rejected_files\": 1", "\"rejected_files\": 2", StringComparison.Ordinal), rejected));
    }

    [Fact]
    public void A_file_with_much_text_and_many_elements_is_not_excused_as_too_large()
    {
        string text = string.Concat(Enumerable.Repeat("<a xmlns:p='address'>text</a><b/>", 100_000)) + new string('x', 5 << 20) + new string(' ', 5 << 20);
        WriteSource("SRA000002.experiment.xml", $"<S><DESCRIPTION>{text}</DESCRIPTION></S>");
        string rejected = Rejected + "\n" + Rejected.Replace("sample", "experiment", StringComparison.Ordinal).Replace("unexpected-end", "tag-too-long", StringComparison.Ordinal);
        Assert.Contains(Verify(KnowledgeBase, rejected), difference => difference.Value == "SRA000002/SRA000002.experiment.xml");
    }

    [Fact]
    public void A_file_that_was_refused_for_its_DOCTYPE_is_not_read_unless_it_is_small()
    {
        // XmlReader would overflow the stack on it.
        string model = string.Concat(Enumerable.Repeat("(b,", 200_000)) + "b" + new string(')', 200_000);
        WriteSource("SRA000002.experiment.xml", $"<!DOCTYPE a [<!ELEMENT a {model}>]><a/>");
        string rejected = Rejected + "\n"
            + Rejected.Replace("sample", "experiment", StringComparison.Ordinal).Replace("unexpected-end", "doctype-too-large", StringComparison.Ordinal);
        string knowledgeBase = KnowledgeBase.Replace("\"rejected_files\": 1", "\"rejected_files\": 2", StringComparison.Ordinal);
        Assert.Empty(Verify(knowledgeBase, rejected));
        WriteSource("SRA000002.experiment.xml", "<!DOCTYPE a><a/>");
        Assert.Contains(Verify(knowledgeBase, rejected), difference => difference.Value == "SRA000002/SRA000002.experiment.xml");
    }

    [Fact]
    public void The_submissions_behind_organisms_are_compared_where_they_were_asked_for()
    {
        Assert.Empty(Verify(KnowledgeBase, indices: Indices));
        Assert.Equal(
            ["indices 'Mus musculus' studies: the knowledge base says SRA000009, the recount nothing",
                "indices 'Mus musculus' studies: the knowledge base says nothing, the recount SRA000001"],
            Verify(KnowledgeBase, indices: Indices.Replace("SRA000001", "SRA000009", StringComparison.Ordinal)).Select(difference => difference.ToString()));
    }

    [Theory]
    [InlineData("\"count\": 2, \"studies\"", "\"count\": 3, \"studies\"", "indices 'Mus musculus' organisms: the knowledge base says 3, the recount 2")]
    [InlineData("\"WGS\": { \"count\": 1", "\"WGS\": { \"count\": 2", "indices 'WGS' strategies: the knowledge base says 2, the recount 1")]
    [InlineData(
        "\"organisms\": { \"Mus musculus\": 1 }", "\"organisms\": {}",
        "indices 'Mus musculus x WGS' organisms of a strategy: the knowledge base says nothing, the recount 1")]
    [InlineData("\"sources\": { \"\": 2 }", "\"sources\": { \"\": 1 }", "indices '' sources: the knowledge base says 1, the recount 2")]
    [InlineData("\"strain\": 2", "\"strain\": 2, \"age\": 1", "indices 'age' attributes: the knowledge base says 1, the recount nothing")]
    [InlineData("\"total_runs\": 1", "\"total_runs\": 0", "indices 'total_runs' stats: the knowledge base says 0, the recount 1")]
    public void A_wrong_figure_of_the_indices_is_found(string right, string wrong, string difference)
    {
        string changed = Indices.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Indices, changed);
        Assert.Equal(difference, Assert.Single(Verify(KnowledgeBase, indices: changed)).ToString());
    }

    [Fact]
    public void A_limited_job_is_compared_with_as_many_submissions()
    {
        IReadOnlyList<Difference> differences = Verify(KnowledgeBase, job: """{ "options": { "stage": 1, "limit": 2 } }""");
        Assert.Contains(differences, difference => difference is { Value: "files_processed", Recounted: "2" });
        Assert.Empty(Verify(KnowledgeBase, job: """{ "options": { "stage": 1, "limit": null } }"""));
        Assert.Empty(Verify(KnowledgeBase, job: """{ "options": {} }"""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "files_processed": "many" }""")]
    public void A_damaged_knowledge_base_is_an_error(string text) =>
        Assert.Contains("knowledge_base.json", Assert.Throws<VerificationException>(() => Verify(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_knowledge_base_is_an_error() =>
        Assert.Throws<VerificationException>(() => KnowledgeBaseVerification.Run(
            _folder["nowhere"], _folder.Path, cancellation: TestContext.Current.CancellationToken));

    private IReadOnlyList<Difference> Verify(string knowledgeBase, string rejected = Rejected, string job = Job, string? indices = null, string? source = null)
    {
        _folder.Write("kb/knowledge_base.json", knowledgeBase);
        _folder.Write("kb/rejected.jsonl", rejected.Length > 0 ? rejected + "\n" : "");
        _folder.Write("kb/job.json", job);
        if (indices is not null)
            _folder.Write("kb/indices.json", indices);
        return KnowledgeBaseVerification.Run(
            _folder["kb"], source ?? _folder["source"], cancellation: TestContext.Current.CancellationToken).Differences;
    }

    private void WriteSource(string name, string content) => _folder.Write($"source/{name[..9]}/{name}", content);

    private static string Sample(string accession, string organism) =>
        $"<SAMPLE accession='{accession}'><SAMPLE_NAME><SCIENTIFIC_NAME>{organism}</SCIENTIFIC_NAME></SAMPLE_NAME>"
        + "<SAMPLE_ATTRIBUTES><SAMPLE_ATTRIBUTE><TAG>Strain</TAG><VALUE>v</VALUE></SAMPLE_ATTRIBUTE></SAMPLE_ATTRIBUTES></SAMPLE>";

    private static string Experiment(string title, string sample, string strategy) =>
        $"<EXPERIMENT accession='E'><TITLE>{title}</TITLE><DESIGN><SAMPLE_DESCRIPTOR accession='{sample}'/>"
        + $"<LIBRARY_DESCRIPTOR><LIBRARY_STRATEGY>{strategy}</LIBRARY_STRATEGY><LIBRARY_SELECTION>PCR</LIBRARY_SELECTION>"
        + "<LIBRARY_LAYOUT><PAIRED/></LIBRARY_LAYOUT></LIBRARY_DESCRIPTOR></DESIGN>"
        + "<PLATFORM><ILLUMINA><INSTRUMENT_MODEL>HiSeq</INSTRUMENT_MODEL></ILLUMINA></PLATFORM></EXPERIMENT>";
}
