namespace Pyner.Sra.Tables;

/// <summary>How a column gets its values.</summary>
public enum ColumnSourceKind : byte
{
    /// <summary>The text of an element, the value of an attribute, or the name of an element.</summary>
    Place,

    /// <summary>The first identifier that is one of BioProject's.</summary>
    BioProject,

    /// <summary>The first identifier that is one of BioSample's.</summary>
    BioSample,

    /// <summary>A list of elements, as a JSON array of objects.</summary>
    List,

    /// <summary>Not from one place in the record.</summary>
    Given,
}
