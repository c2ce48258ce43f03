using System.Diagnostics;
using System.Text;
using Pyner.Fuzz.Checking;
using Pyner.Verification;
using Pyner.Xml.Indexing;
using Xunit;

namespace Pyner.Sra.Tests.Differential;

/// <summary>
/// Documents made to cost far more time than their length. Each takes a fraction of a second; where something grew with the square of
/// the length it would take minutes. The bound is wide, so that a busy machine does not fail it.
/// </summary>
public sealed class HostileDocumentTests
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Names => [.. s_documents.Keys];

    private static readonly Dictionary<string, Func<string>> s_documents = new()
    {
        ["a hundred thousand namespaces, and half a million uses of the first"] = () =>
            $"<a {Numbered(100_000, "xmlns:p{0}='u{0}' ")}>{Repeated("<p0:b/>", 500_000)}</a>",
        ["fifty thousand prefixed attributes"] = () => $"<a {Numbered(50_000, "xmlns:p{0}='u{0}' ")}{Numbered(50_000, "p{0}:x='' ")}/>",
        ["prefixes bound again at every level"] = () => $"{Repeated("<p:a xmlns:p='u'>", 100_000)}{Repeated("</p:a>", 100_000)}",
        ["a hundred thousand attributes"] = () => $"<a {Numbered(100_000, "a{0}='' ")}/>",
        ["tags with more attributes than are remembered"] = () => $"<a>{Repeated($"<b {Numbered(70, "a{0}='' ")}/>", 10_000)}</a>",
        ["a million different elements"] = () => $"<a>{Numbered(1_000_000, "<n{0}/>")}</a>",
        ["a million levels"] = () => Repeated("<a>", 1_000_000) + Repeated("</a>", 1_000_000),
        ["a title in a million pieces"] = () => $"<EXPERIMENT><TITLE>{Repeated("<!---->a<![CDATA[]]>", 1_000_000)}</TITLE></EXPERIMENT>",
        ["a strategy in a hundred thousand pieces"] = () =>
            $"<EXPERIMENT><DESIGN><LIBRARY_DESCRIPTOR><LIBRARY_STRATEGY>{Repeated("<x/>a&amp;", 100_000)}"
            + "</LIBRARY_STRATEGY></LIBRARY_DESCRIPTOR></DESIGN></EXPERIMENT>",
        ["brackets that end nothing"] = () => $"<a>{Repeated("]]", 4_000_000)}<![CDATA[{Repeated("]] >", 2_000_000)}]]></a>",
        ["hyphens and question marks that end nothing"] = () => $"<a><!--{Repeated("- ->", 2_000_000)} --><?p {Repeated("?", 8_000_000)}></a>",
        ["a comment that never ends"] = () => $"<a><!--{new string('x', 20_000_000)}",
        ["an attribute that never ends"] = () => $"<a b='{new string('x', 20_000_000)}",
        ["a tag of white space"] = () => $"<a{new string(' ', 4_000_000)}/>",
        ["a reference of zeros"] = () => $"<a>&#{new string('0', 4_000_000)}65;</a>",
        ["a sample with half a million different tags"] = () =>
            $"<SAMPLE><SAMPLE_ATTRIBUTES>{Numbered(500_000, "<SAMPLE_ATTRIBUTE><TAG>t{0}</TAG><VALUE>v</VALUE></SAMPLE_ATTRIBUTE>")}"
            + "</SAMPLE_ATTRIBUTES></SAMPLE>",
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void The_time_a_document_takes_is_in_proportion_to_its_length(string name)
    {
        byte[] document = Encoding.UTF8.GetBytes(s_documents[name]());
        using var reader = new FastReader(StructuralIndexers.Choose());
        var clock = Stopwatch.StartNew();
        DocumentKind kind = name.Contains("sample", StringComparison.Ordinal) ? DocumentKind.Sample : DocumentKind.Experiment;
        _ = reader.Read(document, kind).Outcome;
        Assert.True(clock.Elapsed < s_bound, $"{document.Length} bytes took {clock.Elapsed}");
    }

    private static string Repeated(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static string Numbered(int times, string format)
    {
        var text = new StringBuilder();
        var composite = CompositeFormat.Parse(format);
        for (int i = 0; i < times; i++)
            text.AppendFormat(null, composite, i);
        return text.ToString();
    }
}
