using System.Text;
using Pyner.KnowledgeBase.Publishing;
using Xunit;

namespace Pyner.KnowledgeBase.Tests.Publishing;

public sealed class ReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder[KnowledgeBaseFile.Name];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_reads_back_figure_by_figure() => Law.Holds(additions =>
    {
        Partial whole = Addition.Build(additions);
        whole.OpenJoins.Resolve();
        int? stage = additions.Count % 4 == 0 ? null : additions.Count % 4;
        KnowledgeBaseFile.Write(_folder.Path, whole, stage, Example.Timestamp);
        PublishedKnowledgeBase read = KnowledgeBaseFile.Read(_folder.Path);
        return read.Stage == stage
            && read.Timestamp == Example.Timestamp
            && read.FilesProcessed == whole.Totals.Submissions
            && read.Statistics == KnowledgeBaseStatistics.Of(whole)
            && read.Organisms.SequenceEqual(whole.Organisms.Select(e => new CatalogEntry(e.Key, e.Value.Count, e.Value.Submissions.Count)))
            && Same(read.Strategies, whole.Strategies)
            && Same(read.Sources, whole.Sources)
            && Same(read.Selections, whole.Selections)
            && Same(read.Layouts, whole.Layouts)
            && Same(read.Platforms, whole.Platforms)
            && Same(read.InstrumentModels, whole.InstrumentModels)
            && Same(read.Attributes, whole.Attributes)
            && CatalogKind.All.All(kind => kind.Of(read).SequenceEqual(kind.Of(whole)))
            && read.OrganismStrategies.Sum(o => o.Value.Count) == whole.OrganismStrategies.Count
            && whole.OrganismStrategies.All(e =>
                read.OrganismStrategies[e.Key.Organism].Contains(new CatalogEntry(e.Key.Strategy, e.Value.Count, e.Value.Submissions)))
            && read.OffVocabulary["strategies"].SequenceEqual(whole.Strategies.Select(e => e.Key).Where(s => s is not ("WGS" or "RNA-Seq")));
    });

    [Fact]
    public void A_folder_that_is_not_there_or_holds_none_is_named()
    {
        Assert.Contains(
            "'" + _folder["absent"] + "' does not exist",
            Assert.Throws<KnowledgeBaseFileException>(() => KnowledgeBaseFile.Read(_folder["absent"])).Message,
            StringComparison.Ordinal);
        AssertRefused($"'{_folder.Path}' holds no knowledge_base.json. Build it");
    }

    [Theory]
    [InlineData("", "is not JSON at line 1")]
    [InlineData("# no JSON\n", "is not JSON at line 1, byte 1")]
    [InlineData("{\n  \"stage\": 1,\n  oops", "is not JSON at line 3, byte 3")]
    [InlineData("[]", "is no JSON object")]
    [InlineData("{}", "'schema_version' is missing")]
    [InlineData("{\"stage\": 1, \"statistics\": {}}", "'schema_version' is missing")]
    [InlineData("{\"schema_version\": 2, \"stage\": []}", "has schema version 2, and this Pyner reads version 1")]
    [InlineData("{\"schema_version\": 1}", "'stage' is missing")]
    [InlineData("{\"stage\": \"one\"}", "'stage' is neither")]
    [InlineData("{\"timestamp\": \"yesterday\"}", "'timestamp' is no time")]
    [InlineData("{\"files_processed\": -1}", "'files_processed' holds something else than counts")]
    [InlineData("{\"files_processed\": 1.5}", "'files_processed' holds something else than counts")]
    [InlineData("{\"sources\": {}, \"sources\": {}}", "'sources' is there twice")]
    [InlineData("{\"sources\": [\"WGS\"]}", "'sources' is no JSON object")]
    [InlineData("{\"organisms\": {\"Zea mays\": {\"count\": 1}}}", "'organisms.Zea mays' lacks 'count' or 'studies'")]
    [InlineData("{\"organisms\": {\"\\ud800\": {}}}", "no Unicode")]
    [InlineData("{} {}", "is not JSON")]
    public void Other_content_is_refused_with_its_place(string content, string reason)
    {
        File.WriteAllText(Path, content);
        AssertRefused(reason);
    }

    [Theory]
    [InlineData("    \"unique_sources\": 2,\n", "", "'statistics.unique_sources' is missing")]
    [InlineData("  \"files_processed\": 3,\n", "", "'files_processed' is missing")]
    [InlineData("    \"WGS\": 3,\n", "", "'submissions_behind.strategies.WGS' has no count in 'strategies'")]
    [InlineData("      \"WGS\": 2,\n", "", "'strategies.WGS' is there twice, or has no figure in 'submissions_behind.strategies'")]
    [InlineData("    \"WGS\": 3,\n", "    \"WGS\": 3,\n    \"WGS\": 3,\n", "'strategies.WGS' is there twice")]
    [InlineData("    \"selections\": [],\n", "", "'off_vocabulary.selections' is missing")]
    public void An_edited_file_is_refused_with_its_place(string part, string replacement, string reason)
    {
        KnowledgeBaseFile.Write(_folder.Path, Example.Whole(), 1, Example.Timestamp);
        string content = File.ReadAllText(Path);
        string edited = content.Replace(part, replacement, StringComparison.Ordinal);
        Assert.NotEqual(content, edited);
        File.WriteAllText(Path, edited);
        AssertRefused(reason);
    }

    [Fact]
    public void Unknown_keys_and_a_byte_order_mark_are_passed_over()
    {
        KnowledgeBaseFile.Write(_folder.Path, Example.Whole(), 1, Example.Timestamp);
        PublishedKnowledgeBase before = KnowledgeBaseFile.Read(_folder.Path);
        string content = File.ReadAllText(Path).Replace("\"stage\"", "\"future\": {\"a\": [1, {}]}, \"stage\"", StringComparison.Ordinal);
        File.WriteAllText(Path, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        PublishedKnowledgeBase after = KnowledgeBaseFile.Read(_folder.Path);
        Assert.Equal(before.Statistics, after.Statistics);
        Assert.Equal(before.Organisms, after.Organisms);
    }

    [Fact]
    public void Bytes_cut_or_changed_anywhere_are_read_or_refused_and_never_worse()
    {
        KnowledgeBaseFile.Write(_folder.Path, Example.Whole(), 1, Example.Timestamp);
        byte[] bytes = File.ReadAllBytes(Path);
        Random random = new(3);
        for (int i = 0; i < bytes.Length; i++)
        {
            ReadOrRefuse(bytes[..i]);
            byte[] changed = [.. bytes];
            changed[i] = (byte)random.Next(256);
            ReadOrRefuse(changed);
        }
    }

    private void ReadOrRefuse(byte[] bytes)
    {
        File.WriteAllBytes(Path, bytes);
        try
        {
            KnowledgeBaseFile.Read(_folder.Path);
        }
        catch (KnowledgeBaseFileException e)
        {
            Assert.Contains(Path, e.Message, StringComparison.Ordinal);
        }
    }

    private void AssertRefused(string reason)
    {
        KnowledgeBaseFileException refusal = Assert.Throws<KnowledgeBaseFileException>(() => KnowledgeBaseFile.Read(_folder.Path));
        Assert.Equal(Path, refusal.Path);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private static bool Same(PublishedCatalog read, Catalog written) =>
        read.SequenceEqual(written.Select(e => new CatalogEntry(e.Key, e.Value.Count, e.Value.Submissions)));
}
