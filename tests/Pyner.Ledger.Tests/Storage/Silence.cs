using System.Reflection;

namespace Pyner.Ledger.Tests.Storage;

/// <summary>An observer that hears everything and says nothing.</summary>
public class Silence : DispatchProxy
{
    public static T For<T>()
        where T : class => Create<T, Silence>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.ReturnType == typeof(Task) ? Task.CompletedTask : null;
}
