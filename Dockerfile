# Builds Holdfast and puts it on a Java runtime. DHCP needs the host's network, and nothing else of the host:
#   docker build -t holdfast .
#   docker run --network host --cap-drop ALL --cap-add NET_RAW --cap-add NET_BIND_SERVICE --read-only --tmpfs /tmp \
#     -v ./kea-dhcp4.conf:/etc/holdfast/kea-dhcp4.conf:ro -v holdfast:/var/lib/holdfast holdfast
FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src src
RUN ./mvnw -B -ntp -DskipTests package \
 && java -Djarmode=tools -jar target/holdfast-*.jar extract --destination /app --application-filename holdfast.jar

FROM eclipse-temurin:25-jre
COPY --from=build /app /app
# The lease file and other state. A directory for leases that must survive the container is a volume.
WORKDIR /var/lib/holdfast
VOLUME /var/lib/holdfast
ENV HOLDFAST_CONFIG_FILE=/etc/holdfast/kea-dhcp4.conf HOLDFAST_STATE_DIRECTORY=/var/lib/holdfast
EXPOSE 67/udp 547/udp 8000 8001
HEALTHCHECK --interval=10s --start-period=30s CMD ["curl", "-fs", "-o", "/dev/null", "http://127.0.0.1:8001/actuator/health/liveness"]
# With many subnets, so that garbage collection does not pause answers for longer when the configuration changes.
ENTRYPOINT ["java", "-XX:MaxGCPauseMillis=20", "-jar", "/app/holdfast.jar"]
