using System.Text;
using Pyner.Fuzz.Mutation;
using Pyner.Verification;

namespace Pyner.Sra.Tests.Tables;

/// <summary>Documents that have something in every column, to be mutated.</summary>
internal static class TableSeeds
{
    public const string Submission =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <SUBMISSION_SET><SUBMISSION accession="SRA000001" alias="a &amp; b" center_name=" KEIO " broker_name="" lab_name="L&#9;1" submission_date="2009-05-14T23:16:00+09:00"
          submission_comment="x
        y"><TITLE>T<![CDATA[<i>]]></TITLE><SUBMISSION_LINKS><SUBMISSION_LINK><ENTREZ_LINK><DB>pubmed</DB><ID>7</ID></ENTREZ_LINK></SUBMISSION_LINK><SUBMISSION_LINK/>
        <SUBMISSION_LINK><URL_LINK><LABEL>"q"\</LABEL><URL>http://x/?a=1&amp;b</URL></URL_LINK><XREF_LINK><DB>second</DB></XREF_LINK></SUBMISSION_LINK></SUBMISSION_LINKS>
        <SUBMISSION_ATTRIBUTES><SUBMISSION_ATTRIBUTE><TAG>t</TAG><TAG>u</TAG><VALUE/></SUBMISSION_ATTRIBUTE></SUBMISSION_ATTRIBUTES></SUBMISSION><SUBMISSION/></SUBMISSION_SET>
        """;

    public const string Study =
        """
        <STUDY_SET>
          <STUDY accession="DRP000001" center_name="KEIO" broker_name="b" alias="DRP000001"><IDENTIFIERS><PRIMARY_ID>DRP000001</PRIMARY_ID><PRIMARY_ID label="BioProject ID"> PRJDA38027 </PRIMARY_ID></IDENTIFIERS>
            <DESCRIPTOR><STUDY_TITLE>Whole&#x20;genome<!-- x --></STUDY_TITLE><STUDY_TYPE existing_study_type="Other" new_study_type="n"/><STUDY_TYPE existing_study_type="Second"/>
              <STUDY_ABSTRACT>é&#x1F600; <b>bold</b> rest</STUDY_ABSTRACT><CENTER_PROJECT_NAME>p</CENTER_PROJECT_NAME><PROJECT_ID>38027</PROJECT_ID>
              <RELATED_STUDIES><RELATED_STUDY><RELATED_LINK><DB>bioproject</DB><ID>PRJ</ID><LABEL>l</LABEL></RELATED_LINK><IS_PRIMARY>true</IS_PRIMARY></RELATED_STUDY></RELATED_STUDIES>
              <STUDY_DESCRIPTION/></DESCRIPTOR>
            <STUDY_LINKS><STUDY_LINK><XREF_LINK><DB>pubmed</DB><ID>20398357</ID></XREF_LINK></STUDY_LINK></STUDY_LINKS>
            <STUDY_ATTRIBUTES><STUDY_ATTRIBUTE><TAG>DDBJ</TAG><VALUE>AP011541</VALUE><UNITS>Accession</UNITS></STUDY_ATTRIBUTE></STUDY_ATTRIBUTES>
          </STUDY>
          <STUDY><STUDY/><IDENTIFIERS><EXTERNAL_ID namespace="x">PRJNA1</EXTERNAL_ID></IDENTIFIERS></STUDY>
        </STUDY_SET>
        """;

    public const string Experiment =
        """
        <?xml version="1.0"?>
        <EXPERIMENT_PACKAGE_SET><EXPERIMENT_PACKAGE>
        <EXPERIMENT accession="DRX1" alias="al" center_name="KEIO" broker_name="b"><TITLE> natto &lt;genome&gt; </TITLE><TITLE>second</TITLE>
         <STUDY_REF accession="DRP1" refcenter="KEIO" refname="n"><IDENTIFIERS><PRIMARY_ID>DRP1</PRIMARY_ID><EXTERNAL_ID namespace="BioProject">PRJNA2</EXTERNAL_ID></IDENTIFIERS></STUDY_REF>
         <STUDY_REF accession="DRP2"><IDENTIFIERS><EXTERNAL_ID namespace="BioProject">PRJNA3</EXTERNAL_ID></IDENTIFIERS></STUDY_REF>
         <DESIGN><DESIGN_DESCRIPTION>d</DESIGN_DESCRIPTION>
          <SAMPLE_DESCRIPTOR accession="DRS1" refname="s" refcenter="c"><IDENTIFIERS><PRIMARY_ID label="BioSample ID">SAMD1</PRIMARY_ID></IDENTIFIERS>
           <POOL><DEFAULT_MEMBER accession="DRS2" member_name="m"/><MEMBER refname="r" refcenter="q" proportion="0.5"><IDENTIFIERS><PRIMARY_ID>DRS3</PRIMARY_ID>
            <EXTERNAL_ID namespace="BioSample">SAMD3</EXTERNAL_ID></IDENTIFIERS><READ_LABEL>l</READ_LABEL></MEMBER></POOL></SAMPLE_DESCRIPTOR>
          <SAMPLE_DESCRIPTOR accession="DRS9"><POOL><MEMBER/></POOL></SAMPLE_DESCRIPTOR>
          <LIBRARY_DESCRIPTOR><LIBRARY_NAME>lib</LIBRARY_NAME><LIBRARY_STRATEGY>WGS</LIBRARY_STRATEGY><LIBRARY_SOURCE>GENOMIC</LIBRARY_SOURCE><LIBRARY_SELECTION/>
           <LIBRARY_LAYOUT><PAIRED NOMINAL_SDEV="24.7558" NOMINAL_LENGTH="163"/><SINGLE NOMINAL_LENGTH="2"/></LIBRARY_LAYOUT>
           <TARGETED_LOCI><LOCUS locus_name="16S rRNA" description="V4"/></TARGETED_LOCI><LIBRARY_CONSTRUCTION_PROTOCOL>p</LIBRARY_CONSTRUCTION_PROTOCOL></LIBRARY_DESCRIPTOR>
          <SPOT_DESCRIPTOR><SPOT_DECODE_SPEC><SPOT_LENGTH>72</SPOT_LENGTH><READ_SPEC><READ_INDEX>0</READ_INDEX><READ_LABEL>F</READ_LABEL><READ_CLASS>A</READ_CLASS>
           <READ_TYPE>Forward</READ_TYPE><BASE_COORD>1</BASE_COORD></READ_SPEC><READ_SPEC><READ_INDEX>1</READ_INDEX><RELATIVE_ORDER follows_read_index="0"/></READ_SPEC></SPOT_DECODE_SPEC></SPOT_DESCRIPTOR></DESIGN>
         <PLATFORM><ILLUMINA><INSTRUMENT_MODEL>GA II</INSTRUMENT_MODEL></ILLUMINA><LS454/></PLATFORM>
         <EXPERIMENT_LINKS><EXPERIMENT_LINK><XREF_LINK><DB>gds</DB><ID>3</ID></XREF_LINK></EXPERIMENT_LINK></EXPERIMENT_LINKS>
         <EXPERIMENT_ATTRIBUTES><EXPERIMENT_ATTRIBUTE><TAG>GEO Accession</TAG><VALUE>GSM1</VALUE></EXPERIMENT_ATTRIBUTE></EXPERIMENT_ATTRIBUTES></EXPERIMENT>
        <EXPERIMENT accession=""><DESIGN/></EXPERIMENT><SAMPLE accession="S"/><RUN_SET><RUN/></RUN_SET>
        </EXPERIMENT_PACKAGE></EXPERIMENT_PACKAGE_SET>
        """;

    public const string Sample =
        """
        <SAMPLE_SET xmlns:p="u">
         <SAMPLE accession="DRS1" center_name="KEIO" broker_name="b" alias="x" p:accession="no"><IDENTIFIERS><PRIMARY_ID>DRS1</PRIMARY_ID><EXTERNAL_ID namespace="biosample">SAMD00016353</EXTERNAL_ID></IDENTIFIERS>
          <TITLE>t</TITLE><SAMPLE_NAME><TAXON_ID>645657</TAXON_ID><SCIENTIFIC_NAME>Bacillus</SCIENTIFIC_NAME><COMMON_NAME>natto</COMMON_NAME><ANONYMIZED_NAME>a</ANONYMIZED_NAME>
           <INDIVIDUAL_NAME>i</INDIVIDUAL_NAME></SAMPLE_NAME><DESCRIPTION>D</DESCRIPTION><SAMPLE_LINKS><SAMPLE_LINK><XREF_LINK><DB>bioproject</DB><ID>1</ID><LABEL>PRJNA1</LABEL></XREF_LINK></SAMPLE_LINK></SAMPLE_LINKS>
          <SAMPLE_ATTRIBUTES><SAMPLE_ATTRIBUTE><TAG>Strain</TAG><VALUE>BEST195</VALUE></SAMPLE_ATTRIBUTE><SAMPLE_ATTRIBUTE><TAG>strain</TAG><VALUE/><UNITS> kg </UNITS></SAMPLE_ATTRIBUTE>
           <SAMPLE_ATTRIBUTE/><SAMPLE_ATTRIBUTE><VALUE>no tag</VALUE><VALUE>second</VALUE></SAMPLE_ATTRIBUTE><SAMPLE_ATTRIBUTE><TAG>ÅNGSTRÖM</TAG><VALUE>&#xA0;x&#x3000;</VALUE></SAMPLE_ATTRIBUTE></SAMPLE_ATTRIBUTES></SAMPLE>
         <SAMPLE><SAMPLE_NAME><TAXON_ID>many</TAXON_ID></SAMPLE_NAME><SAMPLE_ATTRIBUTES><SAMPLE_ATTRIBUTE><TAG>strain</TAG></SAMPLE_ATTRIBUTE></SAMPLE_ATTRIBUTES></SAMPLE>
        </SAMPLE_SET>
        """;

    public const string Run =
        """
        <RUN_SET><RUN accession="DRR1" alias="a" center_name="KEIO" run_center="NIG" run_date="2008-09-13T01:27:27+09:00" instrument_name="i" broker_name="b"><TITLE>t</TITLE>
         <EXPERIMENT_REF accession="DRX1" refcenter="KEIO" refname="DRX000001"/><PLATFORM><ILLUMINA><INSTRUMENT_MODEL>m</INSTRUMENT_MODEL></ILLUMINA></PLATFORM>
         <DATA_BLOCK><FILES><FILE filename="f" filetype="fastq" quality_scoring_system="phred" quality_encoding="ascii" ascii_offset="!" checksum_method="MD5" checksum="c" unencrypted_checksum="u"><READ_LABEL>F</READ_LABEL>
          <READ_TYPE>paired</READ_TYPE><READ_TYPE>second</READ_TYPE></FILE>
         <FILE filename="g"/></FILES></DATA_BLOCK><DATA_BLOCK><FILES><FILE/></FILES></DATA_BLOCK><RUN_LINKS><RUN_LINK><SRA_LINK accession="SRX5" refname="n" refcenter="c"/></RUN_LINK><RUN_LINK><URL_LINK><URL>u</URL></URL_LINK></RUN_LINK></RUN_LINKS>
         <SPOT_DESCRIPTOR><SPOT_DECODE_SPEC><SPOT_LENGTH>76</SPOT_LENGTH><READ_SPEC><READ_INDEX>0</READ_INDEX><READ_TYPE>BarCode</READ_TYPE>
          <EXPECTED_BASECALL_TABLE default_length="4" base_coord="1"><BASECALL read_group_tag="t1">ACGT</BASECALL><BASECALL read_group_tag="t2">TTTT</BASECALL></EXPECTED_BASECALL_TABLE></READ_SPEC>
          <READ_SPEC><READ_INDEX>1</READ_INDEX><RELATIVE_ORDER follows_read_index="0" precedes_read_index="2"/><EXPECTED_BASECALL>AC</EXPECTED_BASECALL></READ_SPEC></SPOT_DECODE_SPEC></SPOT_DESCRIPTOR>
         <RUN_ATTRIBUTES><RUN_ATTRIBUTE><TAG>k</TAG><VALUE>v</VALUE></RUN_ATTRIBUTE></RUN_ATTRIBUTES></RUN><RUN/></RUN_SET>
        """;

    /// <summary>A document of a kind.</summary>
    public static string Of(SubmissionFileKind kind) => kind switch
    {
        SubmissionFileKind.Submission => Submission,
        SubmissionFileKind.Study => Study,
        SubmissionFileKind.Experiment => Experiment,
        SubmissionFileKind.Sample => Sample,
        _ => Run,
    };

    /// <summary>A kind's documents, for the mutator, which knows no kinds but those that are counted.</summary>
    public static SeedDocument[] Documents(SubmissionFileKind kind) => [new SeedDocument(DocumentKind.Run, Encoding.UTF8.GetBytes(Of(kind)))];
}
