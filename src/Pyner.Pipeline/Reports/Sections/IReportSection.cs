namespace Pyner.Pipeline.Reports.Sections;

/// <summary>A part of the page under a heading.</summary>
internal interface IReportSection
{
    /// <summary>Its anchor.</summary>
    string Id { get; }

    /// <summary>Its heading.</summary>
    string Title { get; }

    /// <summary>Writes what stands below the heading.</summary>
    void Write(HtmlOutput html);
}
