# Builds Holdfast and puts it on a small Java runtime. DHCP needs the host's network:
#   docker run --network host --cap-add NET_RAW --cap-add NET_BIND_SERVICE -v ./kea-dhcp4.conf:/etc/holdfast/kea-dhcp4.conf holdfast
FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src src
RUN ./mvnw -B -ntp -DskipTests package && cp target/holdfast-*.jar /holdfast.jar \
 && java -Djarmode=tools -jar /holdfast.jar extract --destination /app

FROM eclipse-temurin:25-jre
RUN useradd --system --home-dir /var/lib/holdfast --create-home holdfast
COPY --from=build /app /app
WORKDIR /var/lib/holdfast
VOLUME /var/lib/holdfast
ENV HOLDFAST_CONFIG_FILE=/etc/holdfast/kea-dhcp4.conf HOLDFAST_STATE_DIRECTORY=/var/lib/holdfast
EXPOSE 67/udp 8000 8001
USER holdfast
HEALTHCHECK --interval=10s --start-period=20s CMD ["java", "-jar", "/app/holdfast.jar", "status"]
ENTRYPOINT ["java", "-XX:+UseCompactObjectHeaders", "-jar", "/app/holdfast.jar"]
