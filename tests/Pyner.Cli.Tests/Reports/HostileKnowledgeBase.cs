using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace Pyner.Cli.Tests.Reports;

/// <summary>A knowledge base that the tool built, once for all tests, from names that would like to be markup.</summary>
public sealed class HostileKnowledgeBase : IDisposable
{
    /// <summary>An organism.</summary>
    public const string Organism = "</td><script>alert('x')</script> & \"quoted\" \u202eevil";

    /// <summary>How a page must show it.</summary>
    public const string ShownOrganism = "</td><script>alert('x')</script> & \"quoted\" \\u202eevil";

    /// <summary>The source's folder.</summary>
    public const string Source = "<img src=x onerror=alert(1)>";

    private readonly TemporaryFolder _folder = new();

    /// <summary>Builds it.</summary>
    public HostileKnowledgeBase()
    {
        string source = _folder[Source];
        HandmadeSource.WriteTree(source, 60);
        foreach (int submission in (int[])[3, 9])
            Change(source, submission, "sample", "Oryza sativa", "&lt;/td&gt;&lt;script&gt;alert('x')&lt;/script&gt; &amp; \"quoted\" &#x202e;evil");
        for (int submission = 20; submission < 55; submission++)
            Change(source, submission, "sample", "<SCIENTIFIC_NAME>", $"<SCIENTIFIC_NAME>Species {submission / 2} of ");
        Change(source, 4, "experiment", "RNA-Seq", "&lt;b&gt;RNA");
        Change(source, 6, "experiment", "<LIBRARY_SOURCE>GENOMIC</LIBRARY_SOURCE>", "");
        HandmadeSource.Break(source, 7);
        HandmadeSource.Break(source, 8);
        Change(source, 10, "run", "<RUN ", "<RUN x=\"&undeclared;\" ");
        Assert.Equal(1, Tool.Run("build", source, "--out", Folder, "--quiet", "--batch-size", "7", "--checkpoint-every", "20").ExitCode);
        Text = File.ReadAllText(Report);
        // Strict: what a browser would mend is an error.
        Page = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(Text);
        Published = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "knowledge_base.json"))).RootElement;
        Record = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "job.json"))).RootElement;
    }

    /// <summary>Its folder.</summary>
    public string Folder => _folder["kb"];

    /// <summary>The report that the job left.</summary>
    public string Report => Path.Combine(Folder, "report.html");

    /// <summary>The report's text.</summary>
    public string Text { get; }

    /// <summary>The report, parsed.</summary>
    public IHtmlDocument Page { get; }

    /// <summary>knowledge_base.json.</summary>
    public JsonElement Published { get; }

    /// <summary>job.json.</summary>
    public JsonElement Record { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Page.Dispose();
        _folder.Dispose();
    }

    private static void Change(string source, int submission, string kind, string from, string to)
    {
        string path = Path.Combine(source, $"SRA{submission:000000}", $"SRA{submission:000000}.{kind}.xml");
        string text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }
}
