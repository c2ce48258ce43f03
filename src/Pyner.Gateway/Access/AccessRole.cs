namespace Pyner.Gateway.Access;

/// <summary>What a caller may do.</summary>
internal enum AccessRole
{
    /// <summary>Look at jobs and at what they published.</summary>
    Read,

    /// <summary>Start and cancel jobs too.</summary>
    Operate,
}
