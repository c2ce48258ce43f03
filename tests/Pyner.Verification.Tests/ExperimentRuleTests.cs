namespace Pyner.Verification.Tests;

/// <summary>The rules of docs/counting-rules.md for EXPERIMENTs, one document each.</summary>
public sealed class ExperimentRuleTests
{
    private const string Whole =
        """
        <TITLE>a title</TITLE>
        <DESIGN>
          <SAMPLE_DESCRIPTOR accession=" SRS1 "/>
          <LIBRARY_DESCRIPTOR>
            <LIBRARY_STRATEGY>RNA-Seq</LIBRARY_STRATEGY><LIBRARY_SOURCE>GENOMIC</LIBRARY_SOURCE><LIBRARY_SELECTION>PCR</LIBRARY_SELECTION>
            <LIBRARY_LAYOUT><!-- c --><PAIRED NOMINAL_LENGTH="3"/><SINGLE/></LIBRARY_LAYOUT>
          </LIBRARY_DESCRIPTOR>
        </DESIGN>
        <PLATFORM><ILLUMINA><INSTRUMENT_MODEL>HiSeq X</INSTRUMENT_MODEL></ILLUMINA></PLATFORM>
        """;

    [Fact]
    public void Every_field_comes_from_its_place()
    {
        ExperimentRecord experiment = Documents.Experiment(Whole, "alias='a' accession='\u2003SRX1\n'");
        Assert.Equal(
            new ExperimentRecord
            {
                Accession = "SRX1",
                Title = "a title",
                Strategy = "RNA-Seq",
                Source = "GENOMIC",
                Selection = "PCR",
                Layout = "PAIRED",
                Platform = "ILLUMINA",
                InstrumentModel = "HiSeq X",
                SampleAccession = "SRS1",
            },
            experiment);
        Assert.True(experiment.Counts);
    }

    [Theory]
    [InlineData("<TITLE/>", "")]
    [InlineData("<TITLE></TITLE>", "")]
    [InlineData("<TITLE> \t\r\n\u00A0\u3000\u2028\u0085 </TITLE>", "")]
    [InlineData("<TITLE>\u200B</TITLE>", "\u200B")]
    [InlineData("<TITLE> a  b </TITLE>", "a  b")]
    [InlineData("<TITLE>a<![CDATA[ <b> ]]>c</TITLE>", "a <b> c")]
    [InlineData("<TITLE><![CDATA[ ]]></TITLE>", "")]
    [InlineData("<TITLE>a<!-- x -->b<?p y?>c</TITLE>", "abc")]
    [InlineData("<TITLE>&lt;&amp;&#x41;&#66;&#x1F600;</TITLE>", "<&AB\U0001F600")]
    [InlineData("<TITLE>&#32;a&#x20;</TITLE>", "a")]
    [InlineData("<TITLE>a\r\nb\rc</TITLE>", "a\nb\nc")]
    [InlineData("<TITLE>a&#13;b</TITLE>", "a\rb")]
    [InlineData("<TITLE>a<b>x<c>y</c></b>d</TITLE>", "ad")]
    [InlineData("<TITLE><TITLE>x</TITLE></TITLE>", "")]
    [InlineData("<TITLE/><TITLE>second</TITLE>", "")]
    [InlineData("<TITLE>first</TITLE><TITLE>second</TITLE>", "first")]
    [InlineData("<title>x</title><x><TITLE>y</TITLE></x>", "")]
    [InlineData("<p:TITLE xmlns:p='u'>x</p:TITLE>", "")]
    [InlineData("<TITLE xmlns='u'>x</TITLE>", "x")]
    [InlineData("<!-- <TITLE>x</TITLE> --><TITLE>y</TITLE>", "y")]
    public void Text_is_the_elements_own_decoded_and_trimmed(string xml, string title) =>
        Assert.Equal(title, Documents.Experiment(xml).Title);

    [Theory]
    [InlineData("accession=''", "")]
    [InlineData("", "")]
    [InlineData("ACCESSION='X'", "")]
    [InlineData("p:accession='X' xmlns:p='u'", "")]
    [InlineData("accession='&#10;&#32;X&#9;'", "X")]
    [InlineData("accession='a\r\nb\tc'", "a b c")]
    public void An_attribute_is_normalised_and_trimmed(string attributes, string accession) =>
        Assert.Equal(accession, Documents.Experiment("", attributes).Accession);

    [Theory]
    [InlineData("accession='X'", "<TITLE>t</TITLE>", "s", true)]
    [InlineData("accession=' '", "<TITLE>t</TITLE>", "s", false)]
    [InlineData("accession='X'", "<TITLE/>", "s", false)]
    [InlineData("accession='X'", "<TITLE>t</TITLE>", "", false)]
    [InlineData("accession='X'", "<TITLE>t</TITLE>", "no such strategy", true)]
    public void An_experiment_counts_with_accession_title_and_strategy(string attributes, string title, string strategy, bool counts) =>
        Assert.Equal(
            counts,
            Documents.Experiment(
                $"{title}<DESIGN><LIBRARY_DESCRIPTOR><LIBRARY_STRATEGY>{strategy}</LIBRARY_STRATEGY></LIBRARY_DESCRIPTOR></DESIGN>",
                attributes).Counts);

    [Theory]
    [InlineData("<LIBRARY_STRATEGY>x</LIBRARY_STRATEGY>")]
    [InlineData("<DESIGN><LIBRARY_STRATEGY>x</LIBRARY_STRATEGY></DESIGN>")]
    [InlineData("<DESIGN><x><LIBRARY_DESCRIPTOR><LIBRARY_STRATEGY>x</LIBRARY_STRATEGY></LIBRARY_DESCRIPTOR></x></DESIGN>")]
    [InlineData("<DESIGN><LIBRARY_DESCRIPTOR><x><LIBRARY_STRATEGY>x</LIBRARY_STRATEGY></x></LIBRARY_DESCRIPTOR></DESIGN>")]
    [InlineData("<DESIGN><LIBRARY_DESCRIPTOR/><LIBRARY_STRATEGY>x</LIBRARY_STRATEGY></DESIGN>")]
    [InlineData("<EXPERIMENT><DESIGN><LIBRARY_DESCRIPTOR><LIBRARY_STRATEGY>x</LIBRARY_STRATEGY></LIBRARY_DESCRIPTOR></DESIGN></EXPERIMENT>")]
    public void An_element_out_of_its_place_says_nothing(string xml) => Assert.Equal("", Documents.Experiment(xml).Strategy);

    [Fact]
    public void The_first_in_its_place_counts_whichever_parent_it_has() =>
        Assert.Equal(
            "first",
            Documents.Experiment(
                """
                <DESIGN><LIBRARY_DESCRIPTOR/></DESIGN>
                <DESIGN><LIBRARY_DESCRIPTOR><LIBRARY_STRATEGY>first</LIBRARY_STRATEGY></LIBRARY_DESCRIPTOR></DESIGN>
                <DESIGN><LIBRARY_DESCRIPTOR><LIBRARY_STRATEGY>second</LIBRARY_STRATEGY></LIBRARY_DESCRIPTOR></DESIGN>
                """).Strategy);

    [Theory]
    [InlineData("<PLATFORM/>", "", "")]
    [InlineData("<PLATFORM>text</PLATFORM>", "", "")]
    [InlineData("<PLATFORM><A/><B/></PLATFORM>", "A", "")]
    [InlineData("<PLATFORM/><PLATFORM><A/></PLATFORM>", "A", "")]
    [InlineData("<PLATFORM><p:A xmlns:p='u'/></PLATFORM>", "p:A", "")]
    [InlineData("<PLATFORM><A/><B><INSTRUMENT_MODEL> m </INSTRUMENT_MODEL></B></PLATFORM>", "A", "m")]
    [InlineData("<PLATFORM><A><INSTRUMENT_MODEL/></A><B><INSTRUMENT_MODEL>m</INSTRUMENT_MODEL></B></PLATFORM>", "A", "")]
    [InlineData("<PLATFORM><INSTRUMENT_MODEL>m</INSTRUMENT_MODEL></PLATFORM>", "INSTRUMENT_MODEL", "")]
    [InlineData("<PLATFORM><A><x><INSTRUMENT_MODEL>m</INSTRUMENT_MODEL></x></A></PLATFORM>", "A", "")]
    public void Platform_is_the_first_childs_name_and_the_model_lies_below(string xml, string platform, string model)
    {
        ExperimentRecord experiment = Documents.Experiment(xml);
        Assert.Equal(platform, experiment.Platform);
        Assert.Equal(model, experiment.InstrumentModel);
    }

    [Theory]
    [InlineData("<DESIGN><SAMPLE_DESCRIPTOR/></DESIGN>", "")]
    [InlineData("<DESIGN><SAMPLE_DESCRIPTOR/><SAMPLE_DESCRIPTOR accession='S'/></DESIGN>", "")]
    [InlineData("<DESIGN><SAMPLE_DESCRIPTOR accession='A'/><SAMPLE_DESCRIPTOR accession='B'/></DESIGN>", "A")]
    [InlineData("<SAMPLE_DESCRIPTOR accession='S'/>", "")]
    [InlineData("<DESIGN><SAMPLE_DESCRIPTOR><POOL><MEMBER accession='S'/></POOL></SAMPLE_DESCRIPTOR></DESIGN>", "")]
    public void The_first_sample_descriptor_points_to_the_sample(string xml, string accession) =>
        Assert.Equal(accession, Documents.Experiment(xml).SampleAccession);
}
