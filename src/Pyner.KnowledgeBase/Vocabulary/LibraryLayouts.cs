namespace Pyner.KnowledgeBase.Vocabulary;

/// <summary>
/// The library layouts of the SRA schemas: the union of NCBI's and ENA's (the choice in <c>LIBRARY_LAYOUT</c>, SRA.experiment.xsd), ascending.
/// </summary>
internal static class LibraryLayouts
{
    public static readonly string[] Values =
    [
        "PAIRED", "SINGLE",
    ];
}
